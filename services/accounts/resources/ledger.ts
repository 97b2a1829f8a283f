import {
  choice,
  count,
  date,
  flag,
  group,
  id,
  instant,
  json,
  list,
  money,
  ref,
  signed,
  tally,
  text,
} from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { payoutStatuses } from "../rules/payout-status.ts";

/** What a row came from. */
export const origin = {
  kind: text({ max: 50, filter: ["eq"], alias: "ref_kind" }),
  id: text({ max: 100, filter: ["eq"], alias: "ref_id" }),
} as const;

export const posting = {
  ledger_account: text({ max: 100, about: "cash, payable:<account id>, tax:<tax id> … (6.2)" }),
  amount: money({ ...signed, about: "+ debit, − credit" }),
} as const;

/** A journal (6.1): append-only, its postings sum to zero, once per fact (LED-1…6). `seq` and hashes come after commit. */
export const journal = resource({
  service: "accounts",
  name: "journal",
  plural: "journals",
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
  hard: true,
  spans_stores: true,
  verbs: ["list", "get"],
});

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
  fields: {
    account_id: ref("accounts.account", { filter: ["eq"] }),
    seq: count({ readonly: true }),
    type: choice(entryTypes, { readonly: true, filter: ["eq"] }),
    amount: money({ readonly: true, ...signed, about: "+ the shop owes more" }),
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
  hard: true,
  spans_stores: true,
  verbs: ["list", "get"],
});

export const payoutMethods = ["cash", "check", "bank", "store_credit", "provider"] as const;

/** Paying an account what it is owed (4.5). */
export const payout = resource({
  service: "accounts",
  name: "payout",
  plural: "payouts",
  fields: {
    account_id: ref("accounts.account", { filter: ["eq"], fixed: true }),
    amount: money({ min: 1, fixed: true, filter: ["eq", "gte", "lte"], sort: true }),
    currency: text({ readonly: true, max: 3 }),
    fee: money({ default: 0, fixed: true }),
    method: choice(payoutMethods, { filter: ["eq"] }),
    status: choice(payoutStatuses, { readonly: true, filter: ["eq"] }),
    approved: flag({ readonly: true }),
    completed: flag({ readonly: true }),
    requested_at: instant({ optional: true, readonly: true, sort: true }),
    approved_at: instant({ optional: true, readonly: true }),
    completed_at: instant({ optional: true, readonly: true, sort: true }),
    rejected_at: instant({ optional: true, readonly: true }),
    cancelled_at: instant({ optional: true, readonly: true }),
    failed_at: instant({ optional: true, readonly: true }),
    reversed_at: instant({ optional: true, readonly: true }),
    completed_by: text({ optional: true, readonly: true, max: 100 }),
    created_by_member_id: ref("accounts.member", { optional: true, fixed: true }),
    completed_by_member_id: ref("accounts.member", { optional: true }),
    created_by_kind: choice(["seller", "coworker"], { default: "coworker", fixed: true }),
    last_interaction_at: instant({ optional: true, readonly: true }),
    external_ref: text({ optional: true, max: 200 }),
    register_id: ref("sales.register", { optional: true }),
    store_id: ref("inventory.store", {
      optional: true,
      readonly: true,
      filter: ["eq"],
      about: "The store of the register that pays; none when it is paid at no register.",
    }),
    memo: text({ optional: true, max: 1000 }),
    metadata: json({ default: {} }),
    run_id: text({ optional: true, max: 100, fixed: true, filter: ["eq"] }),
  },
  unique: [["run_id", "account_id"]],
  hard: true,
  store_field: "store_id",
  verbs: ["list", "get"],
});

/** A gift card: what the shop owes to whoever holds the code. */
export const giftCard = resource({
  service: "accounts",
  name: "gift_card",
  plural: "gift_cards",
  fields: {
    // Whoever knows it can pay with it: it is shown, but not told in events.
    code: text({
      optional: true,
      private: true,
      min: 4,
      max: 64,
      fixed: true,
      typed: true,
      filter: ["eq"],
      pattern: /^[A-Za-z0-9-]+$/,
    }),
    initial_amount: money({ min: 1, fixed: true }),
    balance: money({ readonly: true, default: 0 }),
    held: money({ readonly: true, hidden: true, default: 0 }),
    currency: text({ readonly: true, max: 3 }),
    expires_on: date({ optional: true }),
    memo: text({ optional: true, max: 1000 }),
  },
  unique: [["code"]],
  verbs: ["get", "update"],
});

/** Store credit, a gift card or a payable balance set aside for a sale that is being finalised. */
export const tenderHold = resource({
  service: "accounts",
  name: "tender_hold",
  plural: "tender_holds",
  fields: {
    state: choice(["held", "released", "spent"]),
    tenders: list(
      group({
        type: choice(["store_credit", "gift_card", "payable"]),
        amount: money(),
        account_id: id({ optional: true }),
        gift_card_id: id({ optional: true }),
      }),
    ),
  },
  hard: true,
  verbs: [],
});

/**
 * Cash that payouts and gift cards moved in a register's drawer during one session, whose id it has. It closes with the
 * session: later cash is refused or belongs to the next one, so the count at closing misses nothing.
 */
export const drawer = resource({
  service: "accounts",
  name: "drawer",
  plural: "drawers",
  fields: {
    register_id: id(),
    cash: money({ ...signed, default: 0, about: "+ into the drawer" }),
    /** The closing that closed it. */
    closed_by: id({ optional: true }),
    /** Closings that were taken back lately: one of them that arrives late is refused. */
    taken_back: list(id(), { default: [] }),
  },
  hard: true,
  verbs: [],
});

/** One line of the tenant's change feed (API-4b). */
export const change = resource({
  service: "accounts",
  name: "change",
  plural: "changes",
  fields: {
    seq: count(),
    kind: text({ max: 50, filter: ["eq"] }),
    entity_id: id(),
    entity_version: count(),
    deleted: flag(),
    at: instant(),
  },
  unique: [["seq"]],
  hard: true,
  verbs: [],
});

/** How far a tenant's change feed has read each service's log, and its last number; its id is the tenant's. */
export const feedHead = resource({
  service: "accounts",
  name: "feed_head",
  plural: "feed_heads",
  fields: { seq: count({ default: 0 }), positions: tally({ default: {} }) },
  hard: true,
  verbs: [],
});
