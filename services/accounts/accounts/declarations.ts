/** Accounts: created, changed and searched by callers, and loaded by services that resolve terms or prices. */
import { changes, choice, count, flag, group, id, list, text } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { bulkShape, dryRun, MOST_IN_BULK } from "../../../shared/service/bulk.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";
import { account } from "./account.ts";

const accountShape = entityOf(account);
/** An account with its derived balances, as answers show it. */
export type AccountView = Entity<typeof account>;

export const createAccount = operation({
  name: "accounts.account.create",
  http: "POST /accounts",
  status: 201,
  scope: "write:accounts",
  about:
    "Create an account. An account is a consignor, a customer or both, and needs at least one of `first_name`, `last_name` and `company`. Returns the account with its number.",
  input: {
    ...account.fields,
    number: text({ optional: true, max: 20, about: "Absent: the next free number." }),
    find_contact: flag({
      default: false,
      about:
        "A contact with the same email address and no account becomes the account's contact, with its names and phone number. Otherwise a new one is made.",
    }),
  },
  output: accountShape,
});

export const changeAccount = operation({
  name: "accounts.account.change",
  http: "PATCH /accounts/{id}",
  change: true,
  scope: "write:accounts",
  about:
    "Change an account. Only the fields sent are changed (RFC 7396). Items that exist keep the terms they were taken in with. Returns the account.",
  input: { id: id(), ...account.fields, number: text({ max: 20 }) },
  output: accountShape,
});

/** Returns accounts and the organization's policies in one call, for services that resolve terms or prices. */
export const loadParties = operation({
  name: "accounts.account.parties",
  about: "The organization and the accounts named, deleted ones left out.",
  input: { account_ids: list(id(), { default: [], max: 1000 }) },
  output: shapeOf({ organization: group(organization.columns), accounts: list(group(account.columns)) }),
});

export const bulkEditAccounts = operation({
  name: "accounts.account.bulk_edit",
  http: "POST /accounts/bulk-edits",
  scope: "write:accounts",
  about:
    "Change many accounts. Changes up to 1,000 accounts, each as PATCH would. An account that refuses is reported in `results`; the others are changed.",
  input: { ids: list(id(), { min: 1, max: MOST_IN_BULK }), changes: changes(account.fields), ...dryRun },
  output: bulkShape,
});

export const searchAccounts = operation({
  name: "accounts.account.search",
  about:
    "Accounts in which every word of the query begins a word of number, names, company, e-mail or tags; the exact number or e-mail first (RPT-5).",
  input: { query: text({ max: 200 }), limit: count({ default: 20, min: 1, max: 50 }) },
  output: listOf(entityOf(account)),
});

export const suggestedAccountFields = ["city", "company", "tags"] as const;

export const suggestAccounts = operation({
  name: "accounts.account.suggest",
  about:
    "Values of one field of accounts that begin with the text, then those that contain it, most used first (RPT-5).",
  input: {
    field: choice(suggestedAccountFields),
    value: text({ min: 0, max: 100 }),
    limit: count({ default: 20, min: 1, max: 20 }),
  },
  output: shapeOf({ data: list(group({ value: text(), count: count() })) }),
});
