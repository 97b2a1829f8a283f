import { invalidField } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import { admission } from "../../contracts/public.ts";
import * as declared from "./declarations.ts";
import { waitlisted } from "./errors.ts";
import { shown } from "./marketplace-user.ts";
import { insertUser, withFreeUsername } from "./new-user.ts";
import { refuseGranting } from "./roles.ts";

export const createMarketplaceUser = flow(declared.createMarketplaceUser, async (context, input) => {
  const { call, transact, meta, headers } = context;
  const { platform_id, email, role } = input;
  if (!email) throw invalidField("/email", "required", "'email' is required.");
  refuseGranting(meta, "member", role);
  const { admitted } = await call(admission, { platform_id, email });
  if (!admitted) throw waitlisted({}, [{ pointer: "/email" }]);
  const unit = { action: declared.createMarketplaceUser.name, headers };
  return withFreeUsername(Boolean(input.username), () =>
    transact(meta, unit, async (tx) => shown(await insertUser(tx, input))),
  );
});
