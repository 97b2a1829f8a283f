/** The journal of a finalized sale (T1, T2), once. */
import { command } from "../../../shared/service/operation.ts";
import { account } from "../accounts/account.ts";
import { spendHold } from "../credit/leave-hold.ts";
import { post, postedBefore } from "../ledger/post.ts";
import { saleEntries } from "./balance-entries.rules.ts";
import * as declared from "./declarations.ts";
import { postStock } from "./post-stock.ts";
import { salePostings } from "./sale-postings.rules.ts";
import { dayOf } from "./store-day.rules.ts";

export const postSale = command(declared.postSale, async (tx, { sale, stock, repeated }) => {
  const ref = { kind: "sale", id: sale.sale_id };
  // The first attempt does not look for an existing journal. If there is one, the unique index refuses, and the retry looks for it.
  const before = repeated ? await postedBefore(tx, ref, "sale") : null;
  if (before) return { journal_id: before.id };
  if (sale.hold_id) await spendHold(tx, sale.hold_id);
  const { currency, business_date } = sale;
  const memo = `Sale ${sale.number}`;
  const posted = await post(tx, {
    draft: salePostings(sale.fact),
    ref,
    currency,
    business_date,
    memo,
    register_session_id: sale.register_session_id,
    entries: saleEntries(sale.fact, dayOf(tx, sale)),
  });
  await postStock(tx, stock, { currency, business_date, memo });
  if (sale.customer_id) {
    const bought = { $inc: { number_of_purchases: 1 }, $set: { last_activity: tx.now } };
    await tx.update(account, { _id: sale.customer_id }, bought, { emit: "none" });
  }
  return { journal_id: posted.id };
});
