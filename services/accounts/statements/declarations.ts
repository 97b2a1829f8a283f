/** Statements of accounts: what changed a balance in a period. */
import {
  choice,
  count,
  date,
  flag,
  group,
  id,
  list,
  money,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { madeFile } from "../../../shared/papers/made-file.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { entryTypes } from "../balances/balance-entry.ts";
import { origin } from "../balances/origin.ts";

/** A longer statement is refused: it would not fit into one answer. */
export const MOST_MOVEMENTS = 5000;

const period = {
  id: id(),
  from: date({
    optional: true,
    about: "The first business date; by default the first of the month of `to`.",
  }),
  to: date({ optional: true, about: "The last business date; by default today." }),
  year: count({ optional: true, min: 1970, max: 9999, about: "The whole year, instead of `from` and `to`." }),
} as const;

const sum = money({ min: -1e15, max: 1e15 });

const line = {
  sale_number: text(),
  sku: text(),
  title: text(),
  quantity: count({ min: -1_000_000, about: "Negative: units that went back." }),
  price: money({ ...signed, about: "Paid by the buyer, before taxes on top." }),
  fees: money(signed),
  share: money({ ...signed, about: "Of the consignor." }),
} as const;

const movement = {
  date: date({ about: "The business date in the store." }),
  type: choice(entryTypes),
  ref: group(origin),
  memo: text({ optional: true }),
  amount: money({ ...signed, about: "Positive: the shop owes the account more." }),
  balance: sum,
  lines: list(group(line), { about: "Goods that were sold or returned." }),
} as const;

const figures = {
  units: count({ min: -1e9 }),
  price: sum,
  fees: sum,
  sales: sum,
  refunds: sum,
  payouts: sum,
  other: sum,
} as const;

const statement = {
  account_id: id(),
  account_number: text(),
  currency: text(),
  from: date(),
  to: date(),
  year: count({ optional: true }),
  opening_balance: sum,
  closing_balance: sum,
  totals: group(figures, {
    about:
      "`sales` and `refunds` are shares of the consignor, voided sales taken off; with `payouts` and `other` they add up to the change of the balance.",
  }),
  months: list(group({ month: text(), ...figures, closing_balance: sum })),
  movements: list(group(movement), { about: "In the order of their dates." }),
} as const;

export const accountStatement = operation({
  name: "accounts.account.statement",
  scope: "read:balance_entries",
  spans_stores: true,
  about:
    "The statement of an account: opening balance, every change by business date with the goods that were sold, closing balance.",
  input: period,
  output: shapeOf(statement),
});

/** A longer statement is not explained: nobody reads it, and drawing it would take too long. */
export const MOST_EXPLAINED = 5000;

export const statementFormats = ["pdf", "csv"] as const;

export const statementFile = operation({
  name: "accounts.account.statement_file",
  scope: "read:balance_entries",
  spans_stores: true,
  about: "The statement of an account as a paper. The same balance entries make the same bytes.",
  input: {
    ...period,
    format: choice(statementFormats),
    explanations: flag({ default: false, about: "Below each movement, why it came to its amount." }),
  },
  output: madeFile,
});
