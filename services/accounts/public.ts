/** What others may know of accounts: resources, operations and events as declarations. */

import { event } from "../../shared/events/event.ts";
import {
  address,
  choice,
  count,
  date,
  email,
  flag,
  group,
  id,
  instant,
  list,
  money,
  ref,
  signed,
  text,
  timezone,
  value,
} from "../../shared/fields/index.ts";
import { currencies } from "../../shared/money.ts";
import type { Entity } from "../../shared/resource/resource.ts";
import { entityOf, listOf, operation, type Shape, shapeOf } from "../../shared/service/operation.ts";
import { account } from "./resources/account.ts";
import { apiKey } from "./resources/api-key.ts";
import { balanceEntry, change, entryTypes, giftCard, journal, payout } from "./resources/ledger.ts";
import { member } from "./resources/member.ts";
import { organization } from "./resources/organization.ts";
import { defaultTerms } from "./resources/terms.ts";
import type { ChargeFact, contractRefundPostings, transferPostings } from "./rules/contract-postings.ts";
import type { RefundFact, SaleFact } from "./rules/sale-postings.ts";
import { roles } from "./scopes.ts";

export * from "./public/bulk.ts";
export * from "./public/figures.ts";
export * from "./public/gift-cards.ts";
export * from "./public/search.ts";
export { payoutMethods } from "./resources/ledger.ts";
export { endActions, handlingFee, handlingFeeTypes, inventoryTypes } from "./resources/terms.ts";
export type { ChargeFact } from "./rules/contract-postings.ts";
export { accessLevels, allScopes, type Role, roleScopes, roles } from "./scopes.ts";
export {
  account,
  apiKey,
  balanceEntry,
  change,
  defaultTerms,
  entryTypes,
  giftCard,
  journal,
  member,
  organization,
  payout,
};
export type TransferFact = Parameters<typeof transferPostings>[0];
export type ContractRefundFact = Parameters<typeof contractRefundPostings>[0];

const accountShape = entityOf(account);
/** An account as it is shown: with its derived balances. */
export type AccountView = Entity<typeof account>;

// ---- before a tenant is known -------------------------------------------------------------------------------------

export const createOrganization = operation({
  name: "accounts.organization.create",
  about: "Makes an organization with its owner and his first key, which is shown this once.",
  input: {
    name: text({ max: 200 }),
    currency: choice(currencies as readonly string[], { default: "USD" }),
    timezone: timezone({ default: "UTC" }),
    owner_email: email(),
    only_first: flag({ default: false, about: "Does nothing when there is an organization already." }),
  },
  output: shapeOf({ made: group({ organization_id: id(), slug: text(), key: text() }, { optional: true }) }),
});

export const resolveKey = operation({
  name: "accounts.api_key.resolve",
  about: "Who holds the key with this hash: tenant, scopes, restrictions; null for one that does not count.",
  input: { hash: text({ min: 64, max: 64 }) },
  output: shapeOf({
    principal: group(
      {
        org: group({ id: id(), slug: text(), mode: text(), currency: text(), timezone: text() }),
        key_id: id(),
        scopes: list(text()),
        store_ids: list(id(), { optional: true }),
        member_id: id(),
        profile: text({ optional: true }),
      },
      { optional: true },
    ),
  }),
});

/** What an operator does on the machine, past the API: no key asks, so that nobody can be locked out. */
export const listOrganizations = operation({
  name: "accounts.organization.all",
  about: "Every organization, test twins left out.",
  input: {},
  output: listOf(shapeOf({ id: id(), slug: text(), name: text(), currency: text(), created_at: instant() })),
});

export const organizationIds = operation({
  name: "accounts.organization.ids",
  about: "The tenants of an organization: its live data and its test data.",
  input: { organization: text({ max: 100 }) },
  output: shapeOf({ ids: list(id()) }),
});

export const issueApiKey = operation({
  name: "accounts.api_key.issue",
  about: "Makes a key of the organization's owner.",
  input: {
    organization: text({ max: 100 }),
    name: apiKey.fields.name,
    access: choice(["read_only", "read_write", "admin", "owner"]),
    profile: apiKey.fields.profile,
  },
  output: shapeOf({ organization: text(), prefix: text(), key: text() }),
});

export const revokeKeyByPrefix = operation({
  name: "accounts.api_key.revoke_by_prefix",
  about: "Revokes the key that begins so.",
  input: { organization: text({ max: 100 }), prefix: text({ min: 10, max: 20 }) },
  output: shapeOf({ revoked: flag() }),
});

// ---- keys and members ---------------------------------------------------------------------------------------------

export const createApiKey = operation({
  name: "accounts.api_key.create",
  http: "POST /api-keys",
  status: 201,
  scope: "write:api_keys",
  about: "Makes a key; its text is answered this once. A test key sees only test data (PRM-3).",
  input: {
    name: apiKey.fields.name,
    mode: apiKey.fields.mode,
    access: apiKey.fields.access,
    scopes: apiKey.fields.scopes,
    profile: apiKey.fields.profile,
    expires_in_days: count({ optional: true, min: 1, max: 3650 }),
  },
  output: shapeOf({ ...apiKey.columns, key: text() }),
});

export const revokeApiKey = operation({
  name: "accounts.api_key.revoke",
  http: "DELETE /api-keys/{id}",
  scope: "write:api_keys",
  about: "Revokes a key; it stops working within five seconds.",
  input: { id: id() },
  output: entityOf(apiKey),
});

export const addMember = operation({
  name: "accounts.member.add",
  http: "POST /members",
  status: 201,
  scope: "write:members",
  about: "Adds a member; nobody grants a role above his own (ORG-1).",
  input: {
    email: member.fields.email,
    first_name: member.fields.first_name,
    last_name: member.fields.last_name,
    phone: member.fields.phone,
    role: choice(roles),
    scopes_extra: member.fields.scopes_extra,
    default_store_id: member.fields.default_store_id,
    store_ids: member.fields.store_ids,
  },
  output: entityOf(member),
});

export const changeMember = operation({
  name: "accounts.member.change",
  http: "PATCH /members/{id}",
  scope: "write:members",
  about: "Changes a member; an organization always keeps an active owner (ORG-2).",
  input: {
    id: id(),
    email: email({
      optional: true,
      about: "Another login identity; of a role above member by who keeps members only.",
    }),
    first_name: member.fields.first_name,
    last_name: member.fields.last_name,
    phone: member.fields.phone,
    role: choice(roles, { optional: true }),
    scopes_extra: list(text({ max: 60 }), { optional: true, max: 100 }),
    default_store_id: member.fields.default_store_id,
    store_ids: member.fields.store_ids,
    is_active: flag({ optional: true }),
  },
  output: entityOf(member),
});

export const removeMember = operation({
  name: "accounts.member.remove",
  http: "DELETE /members/{id}",
  scope: "delete:members",
  about: "Removes a member; the keys he made stop working.",
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

// ---- the organization ---------------------------------------------------------------------------------------------

export const changeProfile = operation({
  name: "accounts.organization.change_profile",
  http: "PATCH /organizations/{id}/profile",
  change: true,
  scope: "write:organization_profile",
  about: "Changes the name, the address and the default terms; items that exist keep their terms (TRM-3).",
  input: {
    id: id(),
    name: organization.fields.name,
    email: organization.fields.email,
    phone: organization.fields.phone,
    ...address,
    ...defaultTerms,
  },
  output: entityOf(organization),
});

// ---- accounts -----------------------------------------------------------------------------------------------------

export const createAccount = operation({
  name: "accounts.account.create",
  http: "POST /accounts",
  status: 201,
  scope: "write:accounts",
  about: "Creates a consignor, a customer or both; at least one of first_name, last_name and company.",
  input: {
    ...account.fields,
    number: text({ optional: true, max: 20, about: "Absent: the next free one (ID-2)." }),
  },
  output: accountShape,
});

export const changeAccount = operation({
  name: "accounts.account.change",
  http: "PATCH /accounts/{id}",
  change: true,
  scope: "write:accounts",
  about: "Changes an account (RFC 7396); terms of existing items stay as they are (TRM-3).",
  input: { id: id(), ...account.fields, number: text({ max: 20 }) },
  output: accountShape,
});

export const removeAccount = operation({
  name: "accounts.account.remove",
  http: "DELETE /accounts/{id}",
  scope: "delete:accounts",
  about:
    "Deletes an account that nothing depends on: no piece outside an end state, no balance, no open payout (DEL-5).",
  input: { id: id() },
  output: accountShape,
});

export const adjustBalance = operation({
  name: "accounts.account.adjust",
  http: "POST /balance-entries",
  status: 201,
  tag: "balance_entries",
  scope: "write:account_balances",
  // What an account is owed comes from all stores.
  spans_stores: true,
  about: "A manual adjustment: positive credits the account, negative debits it (BAL-1).",
  input: {
    account_id: ref("accounts.account"),
    amount: money({ min: -1e12, max: 1e12 }),
    type: choice(["adjustment", "fee", "opening"], { default: "adjustment" }),
    memo: text({ max: 1000 }),
  },
  output: entityOf(balanceEntry),
});

export const chargeFees = operation({
  name: "accounts.account.charge_fees",
  about:
    "Charges the recurring fees that are due by the organization's business date, each period once (BAL-2).",
  input: { limit: count({ default: 500, min: 1, max: 5000 }) },
  output: shapeOf({ accounts: count(), charged: count() }),
});

/** For services that resolve terms or price: the account and the organization's policies, in one call. */
export const loadParties = operation({
  name: "accounts.account.parties",
  about: "The organization and the accounts named, deleted ones left out.",
  input: { account_ids: list(id(), { default: [], max: 1000 }) },
  output: shapeOf({ organization: group(organization.columns), accounts: list(group(account.columns)) }),
});

// ---- payouts ------------------------------------------------------------------------------------------------------

/** STM-3: told by a caller who writes down what happened before. */
const backdated = {
  requested_at: instant({ optional: true, about: "Not more than five minutes ahead; absent: now." }),
  completed_at: instant({ optional: true, about: "Not more than five minutes ahead; absent: now." }),
} as const;

export const requestPayout = operation({
  name: "accounts.payout.request",
  http: "POST /payouts",
  status: 201,
  scope: "write:payouts",
  about: "Requests a payout of at most the available balance, which it sets aside (PAY-1).",
  input: {
    account_id: payout.fields.account_id,
    amount: payout.fields.amount,
    fee: payout.fields.fee,
    method: payout.fields.method,
    created_by_kind: payout.fields.created_by_kind,
    external_ref: payout.fields.external_ref,
    register_id: payout.fields.register_id,
    memo: payout.fields.memo,
    metadata: payout.fields.metadata,
    created_by_member_id: payout.fields.created_by_member_id,
    completed_by_member_id: payout.fields.completed_by_member_id,
    approved: flag({ default: false }),
    completed: flag({ default: false }),
    ...backdated,
  },
  output: entityOf(payout),
});

export const changePayout = operation({
  name: "accounts.payout.change",
  http: "PATCH /payouts/{id}",
  change: true,
  scope: "write:payouts",
  about:
    "Changes what is told of a payout; `approved` and `completed` run its transitions in order and are never lowered (PAY-2).",
  input: {
    id: id(),
    method: payout.fields.method,
    external_ref: payout.fields.external_ref,
    memo: payout.fields.memo,
    metadata: payout.fields.metadata,
    completed_by_member_id: payout.fields.completed_by_member_id,
    approved: flag({ optional: true }),
    completed: flag({ optional: true }),
    completed_at: backdated.completed_at,
  },
  output: entityOf(payout),
});

export const removePayout = operation({
  name: "accounts.payout.remove",
  http: "DELETE /payouts/{id}",
  scope: "delete:payouts",
  about: "Cancels a payout that is not completed; money that has left is not deletable (DEL-4).",
  input: { id: id() },
  output: entityOf(payout),
});

const payoutStep = (verb: string, scope: string, about: string) =>
  operation({
    name: `accounts.payout.${verb}`,
    http: `POST /payouts/{id}/${verb}`,
    scope,
    about,
    input: { id: id(), reason: text({ optional: true, max: 1000 }) },
    output: entityOf(payout),
  });

export const approvePayout = payoutStep(
  "approve",
  "approve:payouts",
  "Approves a requested or failed payout.",
);
export const completePayout = payoutStep(
  "complete",
  "approve:payouts",
  "The money has left: clears it against cash or bank.",
);
export const rejectPayout = payoutStep(
  "reject",
  "approve:payouts",
  "Rejects a requested payout; the amount is available again.",
);
export const cancelPayout = payoutStep(
  "cancel",
  "write:payouts",
  "Cancels a payout that is not completed; the amount is available again.",
);
export const failPayout = payoutStep(
  "fail",
  "approve:payouts",
  "Records that an approved payout could not be made; the amount stays set aside.",
);
export const reversePayout = payoutStep(
  "reverse",
  "approve:payouts",
  "Takes a completed payout back; the amount is owed again.",
);

export const runPayouts = operation({
  name: "accounts.payout.run",
  http: "POST /payouts/bulk",
  status: 200,
  scope: "write:payouts",
  spans_stores: true,
  about: "One payout of the whole available balance per account, once per run_id (PAY-3).",
  input: {
    run_id: text({
      optional: true,
      max: 100,
      about: "Absent: the request's own, the same for every repetition under its Idempotency-Key.",
    }),
    account_ids: list(id(), { optional: true, max: 1000, about: "Absent: every account that has enough." }),
    method: payout.fields.method,
    approved: flag({ default: false }),
    completed: flag({ default: false }),
  },
  output: shapeOf({
    run_id: text(),
    created: count({ about: "Payouts of this run." }),
    paid: count({ about: "Those of them that are completed." }),
    skipped: count(),
    total: money(),
    results: list(
      group({
        account_id: id(),
        status: choice(["created", "skipped", "error"]),
        payout_id: id({ optional: true }),
        amount: money(signed),
        reason: text({ optional: true }),
      }),
    ),
  }),
});

// ---- ledger -------------------------------------------------------------------------------------------------------

/** A finalised sale as sales tells it; `payable_on` is when a line's share may be paid out (5.8). */
export type SalePosting = {
  sale_id: string;
  number: string;
  business_date: string;
  /** The store's zone, else the organization's. */
  timezone: string;
  currency: string;
  customer_id: string | null;
  /** The session in whose drawer its cash lies. */
  register_session_id: string | null;
  /** The hold that set store credit, gift cards and balance aside, if any is tendered. */
  hold_id: string | null;
  fact: Omit<SaleFact, "lines"> & { lines: (SaleFact["lines"][number] & { payable_on: string })[] };
};

export type RefundPosting = {
  refund_id: string;
  /** The session from whose drawer its cash was paid. */
  register_session_id: string | null;
  sale_id: string;
  business_date: string;
  timezone: string;
  currency: string;
  fact: Omit<RefundFact, "lines" | "refund_clawback" | "recoverable"> & {
    lines: (RefundFact["lines"][number] & { payable_on: string })[];
  };
};

const posted = shapeOf({ journal_id: id() });

export const postSale = operation({
  name: "accounts.journal.post_sale",
  about:
    "T1, T2: the journal of a finalised sale, its balance entries and the tenders it spends; once per sale.",
  input: { sale: value<SalePosting>(), repeated: flag({ default: true }) },
  output: posted,
});

export const postRefund = operation({
  name: "accounts.journal.post_refund",
  about: "T4: the journal of a refund; once per refund.",
  input: { refund: value<RefundPosting>() },
  output: posted,
});

export const postVoid = operation({
  name: "accounts.journal.post_void",
  about:
    "T3: the exact reversal of a sale's journal and entries; once per sale. 409 while the sale is not posted yet.",
  input: { sale_id: id(), business_date: date(), register_session_id: id({ optional: true }) },
  output: posted,
});

/** What contracts posts: charges, transfers, refunds (T19, T20, CON-11), each once per `ref`. */
export type ContractPosting = {
  ref: { kind: string; id: string };
  contract_id: string;
  business_date: string;
  currency: string;
  fact:
    | { kind: "charge"; charge: ChargeFact }
    | { kind: "transfer"; transfer: TransferFact }
    | { kind: "transfer_reversed"; transfer: TransferFact }
    | { kind: "refund"; refund: ContractRefundFact };
};

export const postContract = operation({
  name: "accounts.journal.post_contract",
  about: "T19, T20 and their reverses: the journals of a contract's money, each once per `ref`.",
  input: { postings: value<ContractPosting[]>() },
  output: shapeOf({ journal_ids: list(id()) }),
});

/** A tender that draws on what the shop owes: store credit (then balance) of an account, or a gift card. */
export type DrawnTender = {
  type: "store_credit" | "gift_card" | "payable";
  amount: number;
  account_id: string | null;
  gift_card_id: string | null;
};

export const holdTender = operation({
  name: "accounts.tender.hold",
  about:
    "Sets store credit, gift cards and balance aside for a sale, store credit first (TOT-1). Idempotent by hold_id.",
  input: {
    hold_id: id(),
    timezone: timezone({
      about: "Of the sale's store: a gift card is good through its last day there (TIM-2).",
    }),
    tenders:
      value<
        {
          type: "store_credit" | "gift_card";
          amount: number;
          account_id?: string | null;
          gift_card_id?: string | null;
        }[]
      >(),
  },
  output: { schema: {} } as Shape<{ tenders: DrawnTender[] }>,
});

export const releaseTender = operation({
  name: "accounts.tender.release",
  about: "Gives back what a hold set aside; a hold that comes after its release finds itself released (409).",
  input: { hold_id: id() },
  output: shapeOf({ released: flag() }),
});

export const ledgerBalances = operation({
  name: "accounts.journal.balances",
  http: "GET /ledger-accounts",
  tag: "journals",
  scope: "read:journals",
  spans_stores: true,
  about: "Sums of postings by ledger account and currency; over all of them zero (INV-1).",
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

export const issueGiftCard = operation({
  name: "accounts.gift_card.issue",
  http: "POST /gift-cards",
  status: 201,
  scope: "write:gift_cards",
  about: "Issues a gift card against money taken outside a sale.",
  input: {
    code: giftCard.fields.code,
    initial_amount: giftCard.fields.initial_amount,
    expires_on: giftCard.fields.expires_on,
    memo: giftCard.fields.memo,
    tender: choice(["cash", "card", "check", "external"], { default: "cash" }),
    register_id: ref("sales.register", { optional: true }),
  },
  output: entityOf(giftCard),
});

const closing = { session_id: id(), register_id: id(), closing_id: id() } as const;

export const closeDrawer = operation({
  name: "accounts.drawer.close",
  about:
    "Counts no more cash for a register session; answers the cash that payouts and gift cards moved in it.",
  input: closing,
  output: shapeOf({ cash: money(signed) }),
});

export const reopenDrawer = operation({
  name: "accounts.drawer.reopen",
  about: "Takes a closing back that did not happen.",
  input: closing,
  output: shapeOf({ reopened: flag() }),
});

export const listChanges = operation({
  name: "accounts.change.list",
  http: "GET /changes",
  scope: "read:changes",
  spans_stores: true,
  about: "What changed since a number, in order, without gaps below `next_since` (API-4b).",
  input: {
    since: count({ default: 0, max: Number.MAX_SAFE_INTEGER }),
    kinds: text({ optional: true, max: 500, about: "Words separated by commas." }),
    limit: count({ default: 100, min: 1, max: 1000 }),
  },
  output: shapeOf({
    data: list(
      group({ seq: count(), kind: text(), id: id(), version: count(), deleted: flag(), at: instant() }),
    ),
    next_since: count(),
  }),
});

// ---- events -------------------------------------------------------------------------------------------------------

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

const payoutEvent = (state: string) =>
  event({
    type: `payout.${state}`,
    service: "accounts",
    about: `A payout was ${state}.`,
    data: {
      payout_id: id(),
      account_id: id(),
      amount: money(),
      fee: money(),
      currency: text(),
      method: text(),
    },
  });

export const payoutEvents = {
  requested: payoutEvent("requested"),
  approved: payoutEvent("approved"),
  completed: payoutEvent("completed"),
  rejected: payoutEvent("rejected"),
  cancelled: payoutEvent("cancelled"),
  failed: payoutEvent("failed"),
  reversed: payoutEvent("reversed"),
} as const;
