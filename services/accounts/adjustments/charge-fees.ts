/** Charges recurring fees (BAL-2): once per fee and due date, on the organization's business date. */
import { flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { account } from "../accounts/account.ts";
import { today } from "../balances/available.ts";
import { post, postedBefore } from "../ledger/post.ts";
import { feePostings } from "./adjustment-postings.rules.ts";
import * as declared from "./declarations.ts";
import { dueOn } from "./due-fees.ts";
import { dueDates } from "./recurring-fees.rules.ts";

async function chargeAccount(tx: Tx, id: string): Promise<number> {
  const date = today(tx);
  const holder = await tx.load(account, id, { withHidden: true });
  let charged = 0;
  for (const fee of holder.deleted_at ? [] : holder.recurring_fees) {
    const { id: fee_id, attached_on } = fee;
    if (!fee_id || !attached_on) continue;
    for (const due of dueDates(fee, attached_on, holder.fees_charged_on ?? attached_on, date)) {
      const ref = { kind: "recurring_fee", id: `${fee_id}:${due}` };
      if (await postedBefore(tx, ref, "recurring_fee")) continue;
      await post(tx, {
        draft: feePostings({ account_id: id, amount: fee.amount, kind: "recurring_fee" }),
        ref,
        currency: tx.org.currency,
        business_date: due,
        memo: fee.name,
        entries: [
          { account_id: id, type: "recurring_fee", amount: -fee.amount, available_on: due, memo: fee.name },
        ],
      });
      charged += 1;
    }
  }
  // Deleted accounts are advanced, too: restoring one does not charge for the time in between.
  await tx.update(account, { _id: id }, { $set: { fees_charged_on: date } }, { emit: "none" });
  return charged;
}

export const chargeFees = flow(declared.chargeFees, async ({ reader, meta, transact }, { limit }) => {
  const rows = await reader.find(account, dueOn(today(reader)), { limit });
  const failures: unknown[] = [];
  let charged = 0;
  for (const { id } of rows) {
    try {
      charged += await transact(meta, { action: declared.chargeFees.name }, (tx) => chargeAccount(tx, id));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length) throw new AggregateError(failures, "Fees of some accounts were not charged.");
  return { accounts: rows.length, charged };
});
