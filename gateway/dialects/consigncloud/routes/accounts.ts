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
import {
  area,
  bulkEdit,
  entries,
  entryOf,
  expandedBy,
  handle,
  list,
  refusing,
  run,
  sortsBy,
} from "../../../kit/index.ts";
import * as shapes from "../shapes/accounts.ts";
import { makerShape, namedShape } from "../shapes/common.ts";

const ofAccount = { account: expandedBy(account, shapes.accountBrief, "read:accounts") };

export const accounts = area(account, shapes.accountShape, {
  expand: {
    created_by: expandedBy(apiKey, makerShape),
    locations: expandedBy(location, namedShape),
    recurring_fees: {},
  },
  counted: true,
});
const batches = area(batch, shapes.batchShape, { expand: ofAccount });
const movements = area(balanceEntry, shapes.entryShape, { expand: ofAccount });
const balances = {
  ...area(account, shapes.balanceShape, { actions: { list: accountBalances } }),
  // Balances are sorted like their accounts.
  sorts: sortsBy(shapes.accountShape, account),
};

export const accountOperations = {
  ...entries(["Account", "Accounts"], accounts),
  getAccountStats: run(accountStats, { response: shapes.statsShape }),
  getAccountsStats: run(accountTotals, { response: shapes.totalsShape }),
  bulkEditAccounts: bulkEdit(accounts, bulkEditAccounts, shapes.bulkBody),
  ...entries(["BalanceEntry", "BalanceEntries"], movements, ["list", "get"]),
  listAccountBalances: list(balances),
  ...entries(["Batch", "Batches"], batches, ["list", "create", "get", "change"]),
  // Pays each account its available balance; a request repeated with its key, or its `run_id`, pays nobody twice (PAY-3). The
  // document leaves the body open, so everybody is paid only if the body says so.
  createPayouts: handle({
    ...{ ...refusing(runPayouts), body: shapes.payoutsBody, bodyRequired: true },
    response: shapes.payoutRunShape,
    run(ctx, { all, account_ids, method = "cash", ...input }) {
      if (!all && !account_ids)
        throw invalidField("/accounts", "required", "Name 'accounts', or pay all of them by 'all': true.");
      if (all && account_ids)
        throw invalidField("/all", "one_of", "Send either 'accounts' or 'all': true, not both.");
      const named = account_ids ? { account_ids } : {};
      return ctx.call(runPayouts, { ...input, ...named, method, approved: true, completed: true });
    },
  }),
  setBatchStatus: handle({
    ...{ ...refusing(submitBatch, reopenBatch), ids: { id: "id" }, body: shapes.batchStatus },
    response: entryOf(batches),
    run: (ctx, { id, status }) => ctx.call(status === "submitted" ? submitBatch : reopenBatch, { id }),
  }),
};
