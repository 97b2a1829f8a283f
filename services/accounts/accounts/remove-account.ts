/** Deletes an account that has no goods, balance or open payout left (DEL-5). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { itemsInUse } from "../../inventory/public.ts";
import { account } from "./account.ts";
import * as declared from "./declarations.ts";
import { shownAccount } from "./shown-accounts.ts";

export const removeAccount = command(declared.removeAccount, {
  gather: (call, { id }) => call(itemsInUse, { account_id: id }),
  async run(tx, { id }, items) {
    const before = await tx.target(account, id);
    const references = {
      ...(items.count ? { items } : {}),
      ...(before.balance ? { balance: { count: 1, sample_ids: [id] } } : {}),
      ...(before.store_credit ? { store_credit: { count: 1, sample_ids: [id] } } : {}),
      ...(before.payouts_in_progress ? { payouts: { count: 1, sample_ids: [id] } } : {}),
    };
    if (!before.deleted_at && Object.keys(references).length) {
      throw fail("in_use", "This account still has goods, a balance or open payouts.", {
        in_use: true,
        references,
      });
    }
    await tx.save(account, before, { deleted_at: before.deleted_at ?? tx.now }, { verb: "deleted" });
    return shownAccount(tx, await tx.load(account, id, { withHidden: true }));
  },
});
