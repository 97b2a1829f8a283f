import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { keepUser } from "./keep-user.ts";
import { knownUser } from "./known-user.ts";

export const registerUser = beforeTenant(
  declared.registerUser,
  async (global, { email, display_name, uid }) => {
    const known = await knownUser(global, {
      ...{ email, display_name: display_name ?? null, firebase_uid: uid ?? null },
    });
    return known.erase_at ? ((await keepUser(global, known.id)) ?? known) : known;
  },
);
