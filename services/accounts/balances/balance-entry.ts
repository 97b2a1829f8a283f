import {
  choice,
  count,
  date,
  group,
  instant,
  money,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { origin } from "./origin.ts";

export const entryTypes = [
  "sale",
  "refund",
  "void",
  "payout",
  "payout_reversal",
  "fee",
  "recurring_fee",
  "purchase",
  "purchase_refund",
  "adjustment",
  "compensation",
  "compensation_reversal",
  "opening",
] as const;

/** One signed change of what the shop owes an account (3.2). */
export const balanceEntry = resource({
  service: "accounts",
  name: "balance_entry",
  plural: "balance_entries",
  grants: businessData,
  fields: {
    account_id: ref("accounts.account", { filter: ["eq"] }),
    seq: count({ readonly: true }),
    type: choice(entryTypes, { readonly: true, filter: ["eq"] }),
    amount: money({ readonly: true, ...signed, about: "Positive: the shop owes the account more." }),
    currency: text({ readonly: true, max: 3 }),
    available_on: date({
      readonly: true,
      filter: ["gt", "gte", "lt", "lte"],
      about: "The business date in the store from which the amount may be paid out.",
    }),
    available_at: instant({
      readonly: true,
      filter: ["gt", "gte", "lt", "lte"],
      about: "The moment from which the amount counts: the start of that date in the store's time zone.",
    }),
    ref: group(origin, { readonly: true }),
    journal_id: ref("accounts.journal", { readonly: true, filter: ["eq"] }),
    memo: text({ optional: true, max: 1000 }),
    balance_after: money({ readonly: true, ...signed }),
  },
  unique: [["account_id", "seq"]],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
