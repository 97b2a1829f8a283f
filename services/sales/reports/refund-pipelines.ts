/**
 * Aggregation pipelines that add up refunds by group, with the net and the tax in them. A refund's line belongs to the
 * group of the sold line. Goodwill and the rounding of cash are neither net nor tax.
 */
import { sale } from "../sales/sale.ts";
import {
  added,
  bucketKey,
  type Entries,
  type Expression,
  eachLine,
  entries,
  type Grouping,
  greatest,
  lineKeys,
  onMain,
  orNull,
} from "./report-pipelines.ts";

/** The sale of a refund, for groups that depend on fields of the sale. */
const withSale = [
  {
    $lookup: {
      from: sale.plural,
      localField: "sale_id",
      foreignField: "_id",
      pipeline: [{ $project: { cashier_id: 1, lines: 1 } }],
      as: "sale",
    },
  },
  { $set: { sale: { $first: "$sale" } } },
];

const taxesOf = (line: string): Expression => ({ $sum: `${line}.components.taxes.amount` });

/** Gift cards are no goods, so taking one back is not a refund of any. */
const ofGoods = { $subtract: ["$amount", { $sum: "$gift_cards.amount" }] };

const ofRefund = {
  refunds: ofGoods,
  refunded_net: { $sum: "$lines.net" },
  refunded_tax: { $sum: { $map: { input: "$lines", as: "line", in: taxesOf("$$line") } } },
};

const ofLine = {
  refunds: { $add: [{ $ifNull: ["$lines.amount", 0] }, onMain("$rounding")] },
  refunded_net: { $ifNull: ["$lines.net", 0] },
  refunded_tax: taxesOf("$lines"),
};

/** The sold line of a refunded one. */
const withSold = {
  $set: {
    sold: {
      $first: {
        $filter: { input: "$sale.lines", as: "line", cond: { $eq: ["$$line.id", "$lines.line_id"] } },
      },
    },
  },
};

/** The key of the greatest tax or discount of the sold line. */
function mainKey({ list, key, unnamed }: Entries): Expression {
  const all = { $ifNull: [`$sold.${list}`, []] };
  const main = { $arrayElemAt: [all, { $max: [0, greatest(`$sold.${list}.amount`)] }] };
  const named = { $let: { vars: { main }, in: { $ifNull: [`$$main.${key}`, unnamed] } } };
  return { $cond: [{ $eq: [{ $size: all }, 0] }, null, named] };
}

/** Each tax counts its own amount; the greatest of the sold line also counts the rest. */
function byTax(): object[] {
  const taxes = { $ifNull: ["$lines.components.taxes", []] };
  const rest = [{ key: mainKey(entries.tax), carries: true, amount: 0 }];
  const own = { $map: { input: taxes, as: "tax", in: { key: "$$tax.tax_id", amount: "$$tax.amount" } } };
  const carried = (value: Expression) => ({ $cond: ["$part.carries", value, 0] });
  return [
    { $set: { part: { $concatArrays: [rest, own] } } },
    { $unwind: "$part" },
    ...added("$part.key", {
      refunds: carried(ofLine.refunds),
      refunded_net: carried(ofLine.refunded_net),
      refunded_tax: "$part.amount",
    }),
  ];
}

/** MON-7 in decimals: the part of `whole` up to `gone` of `all`, halves away from zero. */
function upTo(whole: string, gone: Expression, all: string): Expression {
  const product = { $multiply: [{ $toDecimal: { $abs: whole } }, gone] };
  const nearest = {
    $floor: { $divide: [{ $add: [{ $multiply: [2, product] }, all] }, { $multiply: [2, all] }] },
  };
  return { $multiply: [{ $cond: [{ $lt: [whole, 0] }, -1, 1] }, { $toLong: nearest }] };
}

/** Net and tax are divided over the tenders by MON-7. What nobody paid has no payment type. */
function byTender(): object[] {
  const share = (whole: string) => ({
    $subtract: [
      upTo(whole, { $add: ["$$value.gone", "$$this.amount"] }, "$amount"),
      upTo(whole, "$$value.gone", "$amount"),
    ],
  });
  const part = {
    ...{ type: "$$this.type", refunds: share("$refunded") },
    ...{ refunded_net: share("$refunded_net"), refunded_tax: share("$refunded_tax") },
  };
  const parts = {
    $reduce: {
      input: "$tenders",
      initialValue: { gone: { $toLong: 0 }, parts: [] },
      in: {
        gone: { $add: ["$$value.gone", "$$this.amount"] },
        parts: { $concatArrays: ["$$value.parts", [part]] },
      },
    },
  };
  const { refunded_net, refunded_tax } = ofRefund;
  const none = [
    { type: null, refunds: "$refunded", refunded_net: "$refunded_net", refunded_tax: "$refunded_tax" },
  ];
  const figures = ["refunds", "refunded_net", "refunded_tax"].map((name) => [name, `$part.${name}`] as const);
  return [
    { $set: { refunded: ofGoods, refunded_net, refunded_tax } },
    { $set: { part: { $cond: [{ $eq: [{ $size: "$tenders" }, 0] }, { parts: none }, parts] } } },
    { $set: { part: "$part.parts" } },
    { $unwind: "$part" },
    ...added(orNull("$part.type"), Object.fromEntries(figures)),
  ];
}

/** From refunds to `{key, refunds, refunded_net, refunded_tax}`. */
export function refundsPipeline(grouping: Grouping): object[] {
  if (typeof grouping === "object") return added(bucketKey(grouping.bucket, grouping.start_date), ofRefund);
  const lines = [...withSale, ...eachLine("amount"), withSold];
  switch (grouping) {
    case "none":
      return added(null, ofRefund);
    case "store":
      return added(orNull("$store_id"), ofRefund);
    case "cashier":
      return [...withSale, ...added(orNull("$sale.cashier_id"), ofRefund)];
    case "payment_type":
      return byTender();
    case "tax":
      return [...lines, ...byTax()];
    case "discount":
      return [...lines, ...added(mainKey(entries.discount), ofLine)];
    default:
      return [...lines, ...added(orNull(`$sold.${lineKeys[grouping]}`), ofLine)];
  }
}
