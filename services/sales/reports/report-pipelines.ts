/**
 * Aggregation pipelines that add up sales by group. If a group depends on lines, each line counts its own amounts, and the
 * figures of the whole sale count with the first of its most expensive lines.
 */
import { type Figures, figureNames } from "../tenders/tender-shares.rules.ts";
import type { BucketSize } from "./report-figures.rules.ts";

export type Expression = string | number | object;
type Expressions = Record<keyof Figures, Expression>;

/** The grouping of a report. A bucket begins on `start_date` at the earliest. */
export type Grouping =
  | "none"
  | "category"
  | "brand"
  | "account"
  | "store"
  | "cashier"
  | "payment_type"
  | "tax"
  | "discount"
  | { bucket: BucketSize; start_date: string };

const product = (line: string) => ({ $multiply: [`${line}.unit_price`, `${line}.quantity`] });
/** The index of the first largest element, to which `allocate` gives a single unit; −1 in an empty list. */
export const greatest = (list: string) => ({ $indexOfArray: [list, { $max: list }] });

const ofSale: Expressions = {
  sales: 1,
  items_sold: { $sum: "$lines.quantity" },
  gross: { $sum: { $map: { input: "$lines", as: "line", in: product("$$line") } } },
  discounts: "$discount_total",
  net: "$subtotal",
  tax: "$tax_total",
  total: { $subtract: ["$total", { $ifNull: ["$gift_card_total", 0] }] },
  cogs: "$cogs",
  store_portion: "$store_portion",
  consignor_portion: "$consignor_portion",
};

export const onMain = (value: Expression) => ({ $cond: [{ $eq: ["$at", "$main"] }, value, 0] });

const ofLine: Expressions = {
  sales: onMain(1),
  items_sold: "$lines.quantity",
  gross: product("$lines"),
  discounts: { $sum: "$lines.applied_discounts.amount" },
  net: "$lines.net",
  tax: { $sum: "$lines.applied_taxes.amount" },
  total: { $add: [{ $ifNull: ["$lines.taxed_price", 0] }, onMain("$cash_rounding_adjustment")] },
  cogs: { $add: ["$lines.consignor_portion", "$lines.cost"] },
  store_portion: "$lines.store_portion",
  consignor_portion: "$lines.consignor_portion",
};

export const added = (key: Expression | null, figures: Readonly<Record<string, Expression>>) => [
  {
    $group: {
      _id: key,
      ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, { $sum: value }])),
    },
  },
  { $project: { _id: 0, key: "$_id", ...Object.fromEntries(Object.keys(figures).map((name) => [name, 1])) } },
];

export const orNull = (path: string) => ({ $ifNull: [path, null] });

/** The first date of the bucket of a row, within the range. */
export function bucketKey(size: BucketSize, start_date: string): Expression {
  const day = { $dateFromString: { dateString: "$business_date", format: "%Y-%m-%d" } };
  const monday = { $dateTrunc: { date: day, unit: "week", startOfWeek: "monday" } };
  const starts: Record<BucketSize, Expression> = {
    day: "$business_date",
    week: { $dateToString: { date: monday, format: "%Y-%m-%d" } },
    month: { $concat: [{ $substrBytes: ["$business_date", 0, 7] }, "-01"] },
  };
  return { $max: [start_date, starts[size]] };
}

/** Taxes and discounts of a line: the list, the key of an entry, and the figure that each entry counts itself. */
export const entries = {
  tax: { list: "applied_taxes", key: "tax_id", own: "tax", unnamed: null },
  discount: { list: "applied_discounts", key: "id", own: "discounts", unnamed: "manual" },
} as const;
export type Entries = (typeof entries)[keyof typeof entries];

/** One row per entry of a line's list. The largest entry also counts the rest of the line. A line without entries is one row. */
function perEntry({ list, key, unnamed }: Entries): object[] {
  // A sale of gift cards alone has no lines.
  const all = { $ifNull: [`$lines.${list}`, []] };
  const one = {
    key: { $ifNull: [`$$one.${key}`, unnamed] },
    amount: "$$one.amount",
    carries: { $eq: ["$$i", greatest(`$lines.${list}.amount`)] },
  };
  const each = { $let: { vars: { one: { $arrayElemAt: [all, "$$i"] } }, in: one } };
  const parts = { $map: { input: { $range: [0, { $size: all }] }, as: "i", in: each } };
  const none = [{ key: null, amount: 0, carries: true }];
  return [{ $set: { part: { $cond: [{ $eq: [{ $size: all }, 0] }, none, parts] } } }, { $unwind: "$part" }];
}

export const lineKeys = {
  category: "category_id",
  brand: "brand_id",
  account: "account_id",
} as const;

export const eachLine = (amount: string) => [
  { $set: { main: greatest(`$lines.${amount}`) } },
  { $unwind: { path: "$lines", includeArrayIndex: "at", preserveNullAndEmptyArrays: true } },
  { $set: { at: { $ifNull: ["$at", -1] } } },
];

/** From finalized sales to `{key, …figures}`. */
export function salesPipeline(grouping: Grouping): object[] {
  if (typeof grouping === "object") return added(bucketKey(grouping.bucket, grouping.start_date), ofSale);
  switch (grouping) {
    case "none":
      return added(null, ofSale);
    case "store":
    case "cashier":
      return added(orNull(`$${grouping}_id`), ofSale);
    case "payment_type": {
      const shares = figureNames.map((name) => [name, `$by_tender.${name}`]);
      return [{ $unwind: "$by_tender" }, ...added(orNull("$by_tender.type"), Object.fromEntries(shares))];
    }
    case "tax":
    case "discount": {
      const { own } = entries[grouping];
      const carried = Object.entries(ofLine).map(([name, value]) => [
        name,
        name === own ? "$part.amount" : { $cond: ["$part.carries", value, 0] },
      ]);
      return [
        ...eachLine("taxed_price"),
        ...perEntry(entries[grouping]),
        ...added("$part.key", Object.fromEntries(carried)),
      ];
    }
    default:
      return [...eachLine("taxed_price"), ...added(orNull(`$lines.${lineKeys[grouping]}`), ofLine)];
  }
}
