/** Accounts, balances, payouts and batches. */
import {
  account,
  accountBalances,
  accountStats,
  accountTotals,
  apiKey,
  balanceEntry,
  bulkEditAccounts,
  runPayouts,
} from "../../../../services/accounts/public.ts";
import { batch, location, reopenBatch, submitBatch } from "../../../../services/inventory/public.ts";
import { invalidField } from "../../../../shared/errors.ts";
import { area } from "../../../kit/area.ts";
import { list } from "../../../kit/builders.ts";
import { showOne } from "../../../kit/context.ts";
import { entries } from "../../../kit/entries.ts";
import { sortsBy } from "../../../kit/filters.ts";
import { expandedBy, includingView } from "../../../kit/includes.ts";
import { handle, refusing, run } from "../../../kit/operation.ts";
import { shownSchema } from "../../../shapes/schema.ts";
import { bulkEdit } from "../bulk.ts";
import { speaksReal as knowsInclude } from "../dialect.ts";
import * as shapes from "../shapes/accounts.ts";
import { makerShape, namedShape } from "../shapes/common.ts";

const ofAccount = { account: expandedBy(account, shapes.accountBrief, "read:accounts") };

export const accounts = area(account, shapes.accountShape, {
  view: includingView(shapes.accountShape, {
    expansions: {
      created_by: expandedBy(apiKey, makerShape),
      locations: expandedBy(location, namedShape),
      recurring_fees: {},
    },
    ...{ counted: true, knowsInclude },
  }),
});
const batches = area(batch, shapes.batchShape, {
  view: includingView(shapes.batchShape, { expansions: ofAccount, knowsInclude }),
});
const movements = area(balanceEntry, shapes.entryShape, {
  view: includingView(shapes.entryShape, { expansions: ofAccount, knowsInclude }),
});
const balances = {
  ...area(account, shapes.balanceShape, { actions: { list: accountBalances } }),
  // Balances are sorted like their accounts.
  sorts: sortsBy(shapes.accountShape, account),
};

export const accountOperations = {
  ...entries(["Account", "Accounts"], accounts),
  getAccountStats: run(accountStats, { ids: { id: "id" }, response: shapes.statsShape }),
  getAccountsStats: run(accountTotals, { response: shapes.totalsShape }),
  bulkEditAccounts: bulkEdit("accounts", accounts, bulkEditAccounts),
  ...entries(["BalanceEntry", "BalanceEntries"], movements, ["list", "get"]),
  listAccountBalances: list(balances),
  ...entries(["Batch", "Batches"], batches, ["list", "create", "get", "change"]),
  // Each account is paid what it has available; a repeated request with its key, or its `run_id`, pays nobody twice
  // (PAY-3). The document leaves the body open: everybody is paid only when the body says so.
  createPayouts: handle({
    ...refusing(runPayouts),
    body: shapes.payoutsBody,
    bodyRequired: true,
    response: (variant) => shownSchema(shapes.payoutRunShape, variant),
    async run(ctx, { all, account_ids, method = "cash", ...input }) {
      if (!all && !account_ids)
        throw invalidField(
          "/accounts",
          "required",
          "Name the accounts in 'accounts', or pay all by 'all': true.",
        );
      if (all && account_ids)
        throw invalidField("/all", "one_of", "Send either 'accounts' or 'all': true, not both.");
      const named = account_ids ? { account_ids } : {};
      const done = await ctx.call(runPayouts, {
        ...input,
        ...named,
        method,
        approved: true,
        completed: true,
      });
      return showOne(ctx, shapes.payoutRunShape, done);
    },
  }),
  setBatchStatus: handle({
    ...{ ids: { id: "id" }, of: "batch", body: shapes.batchStatus, ...refusing(submitBatch, reopenBatch) },
    response: (variant) => batches.view.schema(variant),
    async run(ctx, { id, status }) {
      const operation = status === "submitted" ? submitBatch : reopenBatch;
      return showOne(ctx, shapes.batchShape, await ctx.call(operation, { id: String(id) }));
    },
  }),
};
