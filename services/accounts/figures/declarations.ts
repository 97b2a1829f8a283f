/** Figures (RPT-4) of one account and of all accounts, and a list of balances. Minor units. */
import { count, id, instant, money, tally, text } from "../../../shared/fields/index.ts";
import { listInput, operation, pageOf, shapeOf } from "../../../shared/service/operation.ts";
import { account } from "../accounts/account.ts";

const sum = money({ min: -1e15, max: 1e15 });

/** Positive: the shop owes the account (5.8). */
const balances = {
  balance: sum,
  available_balance: sum,
  pending_balance: sum,
  store_credit: sum,
  payouts_in_progress: sum,
  currency: text(),
} as const;

export const accountStats = operation({
  name: "accounts.account.stats",
  http: "GET /accounts/{id}/stats",
  scope: "read:accounts",
  about:
    "Get an account's figures. Returns balances, items and sales: `items` counts items with at least one unit in a status, `units` counts units. Revenue is net of tax; `consignor_portion` and `units_sold` are as sold, and `refunds` is what buyers got back.",
  input: { id: id() },
  output: shapeOf({
    as_of: instant(),
    account_id: id(),
    ...balances,
    items: tally(),
    units: tally(),
    units_sold: count(),
    revenue: sum,
    consignor_portion: sum,
    refunds: sum,
    average_days_to_sell: count({ optional: true }),
    number_of_purchases: count(),
    last_activity: instant({ optional: true }),
  }),
});

export const accountTotals = operation({
  name: "accounts.account.totals",
  http: "GET /accounts/stats",
  scope: "read:accounts",
  about:
    "Get totals of all accounts. Returns how many accounts there are and what the shop owes them. `liability` includes deleted accounts that have a balance.",
  input: {},
  output: shapeOf({
    as_of: instant(),
    currency: text(),
    accounts: count(),
    positive: count({ about: "Accounts that the shop owes." }),
    negative: count({ about: "Accounts that owe the shop." }),
    zero: count(),
    liability: sum,
    vendors: count(),
    customers: count({ about: "Accounts that have bought something." }),
  }),
});

const balanceRow = {
  id: id(),
  number: account.fields.number,
  first_name: account.fields.first_name,
  last_name: account.fields.last_name,
  company: account.fields.company,
  ...balances,
} as const;

export const accountBalances = operation({
  name: "accounts.account.balances",
  http: "GET /accounts/balances",
  scope: "read:account_balances",
  grant: "viewer",
  about:
    "List account balances. Every account with what the shop owes it, with the filters and sorts of the list of accounts.",
  paged: account,
  input: listInput,
  output: pageOf(shapeOf(balanceRow)),
});
