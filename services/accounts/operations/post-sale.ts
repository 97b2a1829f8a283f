/** Journals of sales, refunds and voids (T1–T4), each once. */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { post, postedBefore } from "../ledger/post.ts";
import { postRefund, postSale, postVoid } from "../public.ts";
import { account } from "../resources/account.ts";
import { balanceEntry } from "../resources/ledger.ts";
import { organization } from "../resources/organization.ts";
import { refundEntries, saleEntries, voidEntries } from "../rules/balance-entries.ts";
import type { StoreDay } from "../rules/balances.ts";
import { refundPostings, salePostings, voidPostings } from "../rules/sale-postings.ts";
import { spendHold } from "./hold-tender.ts";

const dayOf = (
  tx: Tx,
  { business_date, timezone }: { business_date: string; timezone: string },
): StoreDay => ({
  today: business_date,
  now: tx.now,
  timezone,
});

export const postTheSale = command(postSale, async (tx, { sale, repeated }) => {
  const ref = { kind: "sale", id: sale.sale_id };
  // The first time there is nothing to find; should there be after all, the unique index refuses, and the repetition looks.
  const before = repeated ? await postedBefore(tx, ref, "sale") : null;
  if (before) return { journal_id: before.id };
  if (sale.hold_id) await spendHold(tx, sale.hold_id);
  const posted = await post(tx, {
    draft: salePostings(sale.fact),
    ref,
    currency: sale.currency,
    business_date: sale.business_date,
    memo: `Sale ${sale.number}`,
    register_session_id: sale.register_session_id,
    entries: saleEntries(sale.fact, dayOf(tx, sale)),
  });
  if (sale.customer_id) {
    const bought = { $inc: { number_of_purchases: 1 }, $set: { last_activity: tx.now } };
    await tx.change(account, { _id: sale.customer_id }, bought, "silent");
  }
  return { journal_id: posted.id };
});

export const postTheRefund = command(postRefund, async (tx, { refund }) => {
  const ref = { kind: "refund", id: refund.refund_id };
  const before = await postedBefore(tx, ref, "refund");
  if (before) return { journal_id: before.id };
  await requireSale(tx, refund.sale_id);
  const fact = { ...refund.fact, ...(await clawback(tx, refund.fact.lines)) };
  const posted = await post(tx, {
    draft: refundPostings(fact),
    ref,
    currency: refund.currency,
    business_date: refund.business_date,
    register_session_id: refund.register_session_id,
    entries: refundEntries(fact, dayOf(tx, refund)),
  });
  return { journal_id: posted.id };
});

/** REF-6: whether the consignor gives back what he was paid already, and what he still has. */
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

async function requireSale(tx: Tx, sale_id: string) {
  const posted = await postedBefore(tx, { kind: "sale", id: sale_id }, "sale");
  // Whoever asks repeats until the sale's own journal has arrived.
  if (!posted) throw fail("request_in_progress", "The sale is not posted yet.");
  return posted;
}

export const postTheVoid = command(postVoid, async (tx, { sale_id, business_date, register_session_id }) => {
  const ref = { kind: "sale", id: sale_id };
  const before = await postedBefore(tx, ref, "void");
  if (before) return { journal_id: before.id };
  const original = await requireSale(tx, sale_id);
  const entries = await tx.find(balanceEntry, { journal_id: original.id });
  const posted = await post(tx, {
    draft: voidPostings(original),
    ref,
    currency: original.currency,
    business_date,
    reverses: original.id,
    register_session_id: register_session_id ?? null,
    entries: voidEntries(entries, dayOf(tx, { business_date, timezone: tx.org.timezone })),
  });
  return { journal_id: posted.id };
});
