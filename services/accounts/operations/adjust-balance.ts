/** Adjustments by hand (BAL-1) and gift cards issued against money taken outside a sale. */
import { invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseForeignStore } from "../../../shared/service/visible.ts";
import { today } from "../ledger/available.ts";
import { countCash, dayAt, type Till, tillOf } from "../ledger/drawer.ts";
import { post } from "../ledger/post.ts";
import { adjustBalance, issueGiftCard, ledgerBalances } from "../public.ts";
import { account } from "../resources/account.ts";
import { balanceEntry, giftCard, journal as journals } from "../resources/ledger.ts";
import { adjustmentPostings, feePostings } from "../rules/account-postings.ts";
import { giftCard as giftCardAccount, tenderAccount } from "../rules/ledger-accounts.ts";
import { credit, debit, journal } from "../rules/postings.ts";

export const adjust = command(adjustBalance, async (tx, { account_id, amount, type, memo }) => {
  if (amount === 0) throw invalidField("/amount", "number", "An adjustment of 0 changes nothing.");
  if (type === "fee" && amount > 0)
    throw invalidField("/amount", "number", "A fee debits the account: give a negative amount.");
  await tx.load(account, account_id);
  const id = newId();
  const draft =
    type === "fee"
      ? feePostings({ account_id, amount: -amount, kind: "fee" })
      : adjustmentPostings({ account_id, amount });
  await post(tx, {
    draft,
    ref: { kind: "adjustment", id },
    currency: tx.org.currency,
    business_date: today(tx),
    memo,
    entries: [{ account_id, type, amount, available_on: today(tx), memo }],
  });
  return (await tx.findOne(balanceEntry, { "ref.id": id }))!;
});

export const issue = command(issueGiftCard, {
  gather: (call, { tender, register_id }) => tillOf(call, tender === "cash" ? register_id : null),
  run: issueCard,
});

async function issueCard(
  tx: Tx,
  { tender, register_id, ...input }: Received<typeof issueGiftCard.input>,
  till: Till | null,
) {
  // A register of another store is not found; without one the money would be in none of the principal's.
  if (!register_id) refuseForeignStore(tx.meta, null, "/register_id");
  if (input.expires_on && input.expires_on < dayAt(tx, till))
    throw invalidField("/expires_on", "in_the_past", "'expires_on' has passed.");
  const card = await tx.insert(giftCard, { ...input, balance: 0, currency: tx.org.currency });
  const { initial_amount: amount } = input;
  const draft = journal("gift_card_issued", [
    debit(tenderAccount({ type: tender, amount }, register_id), amount),
    credit(giftCardAccount(card.id), amount),
  ]);
  await post(tx, {
    draft,
    register_session_id: await countCash(tx, draft, till),
    ref: { kind: "gift_card", id: card.id },
    currency: tx.org.currency,
    business_date: dayAt(tx, till),
  });
  return tx.load(giftCard, card.id);
}

export const balances = query(ledgerBalances, async (reader, { prefix, from, to }) => {
  if (from && to && from > to) throw invalidField("from", "out_of_range", "'from' is later than 'to'.");
  const dates = { ...(from ? { $gte: from } : {}), ...(to ? { $lte: to } : {}) };
  const data = await reader.aggregate<{
    ledger_account: string;
    currency: string;
    balance: number;
    postings: number;
  }>(journals, Object.keys(dates).length ? { business_date: dates } : {}, [
    { $unwind: "$postings" },
    {
      $group: {
        _id: { a: "$postings.ledger_account", c: "$currency" },
        balance: { $sum: "$postings.amount" },
        postings: { $sum: 1 },
      },
    },
    { $project: { _id: 0, ledger_account: "$_id.a", currency: "$_id.c", balance: 1, postings: 1 } },
    { $sort: { currency: 1, ledger_account: 1 } },
  ]);
  return { data: prefix ? data.filter((each) => each.ledger_account.startsWith(prefix)) : data };
});
