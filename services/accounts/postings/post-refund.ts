/** The journal of a refund (T4), once. */
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { account } from "../accounts/account.ts";
import { spendHold } from "../credit/leave-hold.ts";
import { post, postedBefore } from "../ledger/post.ts";
import { organization } from "../organizations/organization.ts";
import { refundEntries } from "./balance-entries.rules.ts";
import * as declared from "./declarations.ts";
import { endCards } from "./end-cards.ts";
import { postStock } from "./post-stock.ts";
import { requireSale } from "./require-sale.ts";
import { refundPostings } from "./sale-postings.rules.ts";
import { dayOf } from "./store-day.rules.ts";

export const postRefund = command(declared.postRefund, async (tx, { refund, stock }) => {
  const ref = { kind: "refund", id: refund.refund_id };
  const before = await postedBefore(tx, ref, "refund");
  if (before) return { journal_id: before.id };
  await requireSale(tx, refund.sale_id);
  if (refund.hold_id) await spendHold(tx, refund.hold_id);
  const fact = { ...refund.fact, ...(await clawback(tx, refund.fact.lines)) };
  const posted = await post(tx, {
    draft: refundPostings(fact),
    ref,
    currency: refund.currency,
    business_date: refund.business_date,
    register_session_id: refund.register_session_id,
    entries: refundEntries(fact, dayOf(tx, refund)),
  });
  const { currency, business_date } = refund;
  await postStock(tx, stock, { currency, business_date });
  await endCards(
    tx,
    (fact.gift_cards ?? []).map(({ id }) => id),
  );
  return { journal_id: posted.id };
});

/** REF-6: whether consignors return a share that was paid out, and how much of it they still have. */
async function clawback(tx: Tx, lines: { account_id?: string | null }[]) {
  const [policy] = await tx.find(organization, {});
  if (policy?.refund_clawback !== false) return { refund_clawback: true };
  const ids = [...new Set(lines.flatMap((line) => line.account_id ?? []))];
  const accounts = await tx.find(account, { _id: { $in: ids } });
  return {
    refund_clawback: false,
    recoverable: Object.fromEntries(accounts.map((each) => [each.id, each.balance])),
  };
}
