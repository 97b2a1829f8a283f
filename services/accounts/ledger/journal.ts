import { count, date, group, id, list, money, ref, signed, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { origin } from "../balances/origin.ts";

export const posting = {
  ledger_account: text({ max: 100, about: "cash, payable:<account id>, tax:<tax id> …" }),
  amount: money({ ...signed, about: "Positive: debit; negative: credit." }),
} as const;

/** A journal (6.1): append-only, its postings sum to zero, once per fact (LED-1…6). `seq` and hashes come after commit. */
export const journal = resource({
  service: "accounts",
  name: "journal",
  plural: "journals",
  grants: { read: "viewer" },
  fields: {
    seq: count({ optional: true, readonly: true, sort: true }),
    kind: text({ readonly: true, max: 50, filter: ["eq"] }),
    ref: group(origin, { readonly: true }),
    currency: text({ readonly: true, max: 3, filter: ["eq"] }),
    business_date: date({ readonly: true, filter: ["eq", "gt", "gte", "lt", "lte"], sort: true }),
    memo: text({ optional: true, readonly: true, max: 1000 }),
    reverses: id({ optional: true, readonly: true, filter: ["eq"] }),
    register_session_id: id({
      optional: true,
      readonly: true,
      filter: ["eq"],
      about: "The register session in whose drawer the cash of this journal was moved.",
    }),
    account_ids: list(ref("accounts.account"), { readonly: true, filter: ["eq"], alias: "account_id" }),
    ledger_accounts: list(text({ max: 100 }), { readonly: true, filter: ["eq"], alias: "ledger_account" }),
    postings: list(group(posting), { readonly: true }),
    prev_hash: text({ optional: true, readonly: true, max: 64 }),
    hash: text({ optional: true, readonly: true, max: 64 }),
  },
  unique: [["ref.kind", "ref.id", "kind"]],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
