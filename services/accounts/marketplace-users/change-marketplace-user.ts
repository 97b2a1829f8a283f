import { invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { marketplaceUser, shown } from "./marketplace-user.ts";
import { refuseGranting } from "./roles.ts";

export const changeMarketplaceUser = command(
  declared.changeMarketplaceUser,
  async (tx, { id, ...changes }) => {
    const before = await tx.target(marketplaceUser, id);
    refuseGranting(tx.meta, before.role, changes.role);
    for (const name of ["email", "username"] as const)
      if (changes[name] === null && !before.is_house)
        throw invalidField(`/${name}`, "required", `'${name}' can be changed, but not removed.`);
    const settled = changes.email ? { pending_email: null } : {};
    return shown(await tx.save(marketplaceUser, before, { ...changes, ...settled }));
  },
);
