import { beforeTenant } from "../../../shared/service/operation.ts";
import { user } from "../identity/user.ts";
import { systemMeta } from "../organizations/tenants.ts";
import * as declared from "./declarations.ts";
import { knownUser } from "./known-user.ts";

export const changeUser = beforeTenant(
  declared.changeUser,
  async (global, { user_id, email, display_name }) => {
    await knownUser(global, { email });
    const meta = { ...systemMeta(user_id), actor: { kind: "user" as const, id: user_id } };
    return global.transact(meta, { action: declared.changeUser.name }, async (tx) =>
      tx.save(user, await tx.load(user, user_id), { display_name: display_name ?? null }),
    );
  },
);
