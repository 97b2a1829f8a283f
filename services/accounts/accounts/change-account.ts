import { command } from "../../../shared/service/operation.ts";
import { recordsFollow } from "../crm-records/crm-record.ts";
import { type Account, account } from "./account.ts";
import { changedAccount } from "./changed-account.ts";
import * as declared from "./declarations.ts";
import { shownAccount } from "./shown-accounts.ts";

export const changeAccount = command(declared.changeAccount, async (tx, { id, ...input }) => {
  await tx.target(account, id);
  const before = await tx.load(account, id, { withHidden: true });
  const changes = changedAccount(tx, before, input as Partial<Account>);
  await tx.save(account, before, changes);
  await recordsFollow(tx, [{ before, changes }]);
  return shownAccount(tx, await tx.load(account, id, { withHidden: true }));
});
