import { invalidField } from "../../../shared/errors.ts";
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { journal as journals } from "./journal.ts";

export const ledgerBalances = query(declared.ledgerBalances, async (reader, { prefix, from, to }) => {
  if (from && to && from > to) throw invalidField("from", "out_of_range", "'from' is later than 'to'.");
  const dates = { ...(from ? { $gte: from } : {}), ...(to ? { $lte: to } : {}) };
  const data = await reader.aggregate<{
    ledger_account: string;
    currency: string;
    balance: number;
    postings: number;
  }>(journals, Object.keys(dates).length ? { business_date: dates } : {}, [
    { $unwind: "$postings" },
    {
      $group: {
        _id: { a: "$postings.ledger_account", c: "$currency" },
        balance: { $sum: "$postings.amount" },
        postings: { $sum: 1 },
      },
    },
    { $project: { _id: 0, ledger_account: "$_id.a", currency: "$_id.c", balance: 1, postings: 1 } },
    { $sort: { currency: 1, ledger_account: 1 } },
  ]);
  return { data: prefix ? data.filter((each) => each.ledger_account.startsWith(prefix)) : data };
});
