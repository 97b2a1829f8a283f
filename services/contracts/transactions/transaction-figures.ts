/** Sums of transactions by one aggregate each (TRX-1). */
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { figuresOf, type Sums } from "./figures.rules.ts";
import { transaction, type transactionTypes } from "./transaction.ts";

type Type = (typeof transactionTypes)[number];
const ofType = (type: Type) => ({ $cond: [{ $eq: ["$type", type] }, "$amount", 0] });
const summed = {
  charged: { $sum: ofType("charge") },
  refunded: { $sum: ofType("refund") },
  transferred: { $sum: ofType("transfer") },
  reversed: { $sum: ofType("transfer_reversal") },
};
const total = Object.fromEntries(Object.keys(summed).map((name) => [name, { $sum: `$${name}` }]));

export const transactionFigures = query(declared.transactionFigures, async (reader, input) => {
  const { from, until, ...whose } = input;
  const days = { ...(from && { $gte: from }), ...(until && { $lte: until }) };
  const given = Object.entries(whose).filter(([, value]) => value !== null && value !== undefined);
  const wanted = {
    ...{ status: "succeeded", ...Object.fromEntries(given) },
    ...(from || until ? { business_date: days } : {}),
  };
  const rows = await reader.aggregate<Sums>(transaction, wanted, [
    { $group: { _id: { currency: "$currency", contract_id: "$contract_id" }, ...summed } },
    {
      $group: {
        ...{ _id: "$_id.currency", ...total },
        contracts: { $sum: { $cond: [{ $gt: ["$charged", 0] }, 1, 0] } },
      },
    },
    { $set: { currency: "$_id" } },
    { $sort: { _id: 1 } },
  ]);
  return { data: rows.map(figuresOf) };
});

const sides = {
  buyers: { user: "buyer_user_id", types: ["charge", "refund"] },
  sellers: { user: "seller_user_id", types: ["transfer", "transfer_reversal"] },
} as const;

export const transactionLeaders = query(declared.transactionLeaders, async (reader, input) => {
  const { side, platform_id, limit } = input;
  const currency = input.currency ?? reader.org.currency;
  const { user, types } = sides[side];
  const wanted = { status: "succeeded", currency, type: { $in: types }, ...(platform_id && { platform_id }) };
  const amount = { $subtract: [ofType(types[0]), ofType(types[1])] };
  const data = await reader.aggregate<{ user_id: string; amount: number }>(transaction, wanted, [
    { $group: { _id: `$${user}`, amount: { $sum: amount } } },
    { $sort: { amount: -1, _id: 1 } },
    { $limit: limit },
    { $project: { _id: 0, user_id: "$_id", amount: 1 } },
  ]);
  return { currency, data };
});
