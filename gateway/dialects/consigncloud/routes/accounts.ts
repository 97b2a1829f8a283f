/** Accounts, what they are owed and paid, batches. */
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
import type { RouteRow } from "../../../row.ts";
import { act } from "../../../wire/action.ts";
import { choiceOf, flag, listOf as listCodec, text, uuid, words } from "../../../wire/codecs.ts";
import { type Crud, crud } from "../../../wire/crud.ts";
import { filterParameters, listOf, offeredBy, pageIn } from "../../../wire/lists.ts";
import { at, type Row, schemaOf, shape } from "../../../wire/shape.ts";
import { type Speech, speak, type Talk } from "../../../wire/talk.ts";
import { bulkBody, bulkEdit } from "../bulk.ts";
import {
  accountBrief,
  accountShape,
  amounts,
  balanceShape,
  batchShape,
  entryShape,
  payoutResultShape,
} from "../shapes/accounts.ts";
import { namedShape } from "../shapes/catalog.ts";
import { makerShape } from "../shapes/common.ts";
import { countedIfReal, includes } from "./items.ts";

const accounts: Crud = {
  at: "/accounts",
  names: ["Account", "Accounts"],
  tag: "Accounts",
  resource: account,
  shape: accountShape,
  counted: true,
  verbs: ["list", "get", "create", "change", "remove", "restore"],
  expands: {
    created_by: { many: apiKey.actions.many.name, shape: makerShape },
    locations: { many: location.actions.many.name, shape: namedShape },
    recurring_fees: {},
  },
  list: countedIfReal,
};

const batches: Crud = {
  at: "/batches",
  names: ["Batch", "Batches"],
  tag: "Batches",
  resource: batch,
  shape: batchShape,
  verbs: ["list", "get", "create", "change"],
  expands: { account: { many: account.actions.many.name, shape: accountBrief } },
};

const entries: Crud = {
  at: "/balance-entries",
  names: ["BalanceEntry", "BalanceEntries"],
  tag: "Balance entries",
  resource: balanceEntry,
  shape: entryShape,
  verbs: ["list", "get"],
  expands: { account: { many: account.actions.many.name, shape: accountBrief } },
};

const payoutBody = shape("Payouts", {
  accounts: at("account_ids", listCodec(uuid), { aliases: ["account_ids", "ids"] }),
  method: at("method", choiceOf(["cash", "check", "bank", "store_credit", "provider"]), {
    otherwise: "cash",
  }),
  run_id: at("run_id", text),
  all: at("all", flag),
});

/**
 * Each account is paid what it has available; a repeated request with its key, or its `run_id`, pays nobody twice (PAY-3).
 * The document leaves the body open: everybody is paid only when it is said.
 */
async function payOut(talk: Talk, { all, ...input }: Row): Promise<Row> {
  if (!all && !input.account_ids)
    throw invalidField(
      "/accounts",
      "required",
      "Name the accounts in 'accounts', or pay all by 'all': true.",
    );
  if (all && input.account_ids)
    throw invalidField("/all", "one_of", "Either 'accounts' or 'all': true, not both.");
  const done = await talk.call<Row>(runPayouts.name, {
    ...input,
    approved: true,
    completed: true,
  });
  const results = await talk.showEach(payoutResultShape, done.results as Row[]);
  return { ...amounts(done, talk.wire.exponent, ["total"]), results };
}

export const accountRows = (speech: Speech): RouteRow[] => {
  const { filters } = offeredBy(balanceShape, account);
  // Balances are those of accounts, in whose order they may be asked for.
  const balances = { filters, sorts: offeredBy(accountShape, account).sorts };
  const statsOf = async (talk: Talk, action: string, input: Row) =>
    amounts(await talk.call<Row>(action, input, { trial: true }), talk.wire.exponent);
  return [
    ...crud(speech, accounts, includes),
    ...crud(speech, entries, includes),
    ...crud(speech, batches, includes),
    act(speech, {
      method: "GET",
      path: "/accounts/{id}/stats",
      scope: "read:accounts",
      tag: "Accounts",
      name: "getAccountStats",
      about: "Figures on one account.",
      params: { id: "id" },
      run: (talk, input) => statsOf(talk, accountStats.name, input),
    }),
    act(speech, {
      method: "GET",
      path: "/accounts/stats",
      scope: "read:accounts",
      tag: "Accounts",
      name: "getAccountsStats",
      about: "Figures on all accounts.",
      run: (talk) => statsOf(talk, accountTotals.name, {}),
    }),
    act(speech, {
      method: "POST",
      path: "/accounts/bulk-edits",
      scope: "write:accounts",
      tag: "Accounts",
      name: "bulkEditAccounts",
      about: "Changes many accounts alike; each answers for itself.",
      body: bulkBody("accounts"),
      required: true,
      run: (talk, input) => bulkEdit(speech, talk, accounts, bulkEditAccounts.name, input),
    }),
    speak(speech, {
      method: "GET",
      path: "/accounts/balances",
      scope: "read:account_balances",
      document: {
        operation_id: "listAccountBalances",
        tag: "Balance entries",
        about: "Balances of the accounts.",
        parameters: [...filterParameters(balances.filters), ...speech.paging.parameters],
        schema: speech.paging.schema(schemaOf(balanceShape, "shown")),
      },
      run: (talk) => pageIn(speech, talk, balanceShape, accountBalances.name, listOf(speech, talk, balances)),
    }),
    act(speech, {
      method: "POST",
      path: "/accounts/payouts",
      scope: "write:account_balances",
      tag: "Balance entries",
      name: "createPayouts",
      about: "Pays many accounts out: those named, or with `all` everyone with enough available.",
      body: payoutBody,
      required: true,
      run: payOut,
    }),
    act(speech, {
      method: "POST",
      path: "/batches/{id}/status",
      scope: "submit:batches",
      tag: "Batches",
      name: "setBatchStatus",
      about: "Submits a batch or takes it back.",
      params: { id: "id" },
      body: shape("BatchStatus", {
        status: at("status", words({ draft: "draft", submitted: "submitted" }), { required: true }),
      }),
      required: true,
      schema: schemaOf(batchShape, "shown"),
      run: async (talk, { id, status }) =>
        talk.show(
          batchShape,
          await talk.call<Row>(status === "submitted" ? submitBatch.name : reopenBatch.name, { id }),
        ),
    }),
  ];
};
