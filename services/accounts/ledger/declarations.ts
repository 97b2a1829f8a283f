/** The sums of the ledger, and the events about postings. */
import { event } from "../../../shared/events/event.ts";
import { choice, count, date, group, id, list, money, signed, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { entryTypes } from "../balances/balance-entry.ts";

export const ledgerBalances = operation({
  name: "accounts.journal.balances",
  http: "GET /ledger-accounts",
  tag: "journals",
  scope: "read:journals",
  spans_stores: true,
  about:
    "List ledger account balances. Returns the sum of postings by ledger account and currency. All sums together are zero.",
  input: {
    prefix: text({ optional: true, max: 100 }),
    from: date({ optional: true }),
    to: date({ optional: true }),
  },
  output: shapeOf({
    data: list(
      group({
        ledger_account: text(),
        currency: text(),
        balance: money({ min: -1e15, max: 1e15 }),
        postings: count(),
      }),
    ),
  }),
});

export const balanceChanged = event({
  type: "balance.changed",
  service: "accounts",
  about: "What the shop owes an account has changed.",
  data: {
    account_id: id(),
    amount: money(signed),
    balance_after: money(signed),
    type: choice(entryTypes),
    currency: text(),
  },
});

export const journalPosted = event({
  type: "journal.posted",
  service: "accounts",
  about: "A journal was posted.",
  data: { journal_id: id(), kind: text(), currency: text(), business_date: date() },
});
