/** The register of used goods that were sold under the margin scheme (TAX-5). */
import { choice, count, date, group, id, list, money, rate, text } from "../../../shared/fields/index.ts";
import { madeFile } from "../../../shared/papers/made-file.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

/** A longer register is refused: it would not fit into one answer. */
export const MOST_MARGIN_ROWS = 5000;

const period = {
  from: date({
    optional: true,
    about: "The first business date; by default the first of the month of `to`.",
  }),
  to: date({ optional: true, about: "The last business date; by default today." }),
  store_id: id({ optional: true }),
} as const;

const sum = money({ min: -1e15, max: 1e15 });

const figures = {
  purchase_price: sum,
  selling_price: sum,
  margin: sum,
  tax: sum,
} as const;

const row = {
  date: date({ about: "The business date in the store." }),
  kind: choice(["sale", "refund"]),
  sale_id: id(),
  sale_number: text(),
  sku: text(),
  title: text(),
  inventory_type: text(),
  account_id: id({ optional: true }),
  quantity: count({ min: -1_000_000 }),
  ...figures,
  tax_name: text(),
  rate_ppm: rate(),
} as const;

export const marginRegister = operation({
  name: "sales.sale.margin_register",
  scope: "read:sales_reports",
  about:
    "The register of goods sold under the margin scheme: what was paid for each and what it was sold for, the margin, and the tax that is contained in it.",
  input: period,
  output: shapeOf({
    currency: text(),
    from: date(),
    to: date(),
    store_id: id({ optional: true }),
    totals: group(figures),
    rates: list(group({ tax_name: text(), rate_ppm: rate(), margin: sum, tax: sum }), {
      about: "By tax; several taxes of a line count together.",
    }),
    rows: list(group(row)),
  }),
});

export const marginFormats = ["pdf", "csv"] as const;

export const marginRegisterFile = operation({
  name: "sales.sale.margin_register_file",
  scope: "read:sales_reports",
  about: "The margin scheme's register as a paper. The same data make the same bytes.",
  input: { ...period, format: choice(marginFormats) },
  output: madeFile,
});
