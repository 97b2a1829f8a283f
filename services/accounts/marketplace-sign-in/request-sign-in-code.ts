import { command } from "../../../shared/service/operation.ts";
import { platform } from "../../contracts/public.ts";
import { marketplaceUser, shown } from "../marketplace-users/marketplace-user.ts";
import { issueCode } from "./codes.ts";
import * as declared from "./declarations.ts";

export const requestSignInCode = command(declared.requestSignInCode, {
  gather: (call, { platform_id }) => call(platform.actions.get, { id: platform_id }),
  run: (tx, { platform_id, email }) => issueCode(tx, platform_id, email),
});

export const askEmail = command(declared.askEmail, async (tx, { id, email }) => {
  const before = await tx.target(marketplaceUser, id);
  await issueCode(tx, before.platform_id, email);
  return shown(await tx.save(marketplaceUser, before, { pending_email: email }));
});
