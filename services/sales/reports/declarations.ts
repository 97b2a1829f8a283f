/** Figures of sales: trends, reports, and the sales of an account (7.1). */
import {
  choice,
  count,
  date,
  group,
  id,
  instant,
  list,
  money,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { MAX_UNITS } from "../lines/line.ts";

const sum = money({ min: -1e15, max: 1e15 });

/** Figures of the sales of a period, in minor units. `refunds` counts the refunds in the period, whenever the goods were sold; goodwill and the rounding of cash are neither net nor tax. */
export const salesFigures = {
  sales: count(),
  items_sold: count(),
  gross: sum,
  discounts: sum,
  net: sum,
  tax: sum,
  total: sum,
  cogs: sum,
  store_portion: sum,
  consignor_portion: sum,
  refunds: sum,
  refunded_net: money({ min: -1e15, max: 1e15, about: "The net in `refunds`, as `net` counts it." }),
  refunded_tax: money({ min: -1e15, max: 1e15, about: "The tax in `refunds`, as `tax` counts it." }),
  average_sale: sum,
} as const;

const period = {
  start_date: date({ optional: true, about: "A business date, inclusive; 30 days by default." }),
  end_date: date({
    optional: true,
    about: "A business date, inclusive; by default the latest today of the stores.",
  }),
  store_id: id({ optional: true }),
} as const;

export const bucketSizes = ["day", "week", "month"] as const;

export const salesTrends = operation({
  name: "sales.sale.trends",
  http: "GET /trends/sales",
  tag: "reports",
  scope: "read:sales_trends",
  grant: "viewer",
  about:
    "Get sales trends. Returns sales by day, week (from Monday) or month, empty ones included, at most 1,100 of them. A refund counts on its own date; a voided sale does not count.",
  input: { ...period, bucket_size: choice(bucketSizes, { default: "day" }) },
  output: shapeOf({
    as_of: instant(),
    currency: text(),
    data: list(group({ bucket_start: date(), ...salesFigures })),
  }),
});

export const reportGroups = [
  "category",
  "brand",
  "account",
  "store",
  "cashier",
  "payment_type",
  "tax",
  "discount",
] as const;

export const salesReport = operation({
  name: "sales.sale.report",
  http: "GET /reports/sales",
  tag: "reports",
  scope: "read:sales_reports",
  grant: "viewer",
  about:
    "Get a sales report. Returns the sales of a period in total and by group; the figures of the groups add up to the total. A sale is divided over its payments by amount. What cannot be divided (the sale itself, cash rounding) counts with the most expensive line, and a line with several taxes or discounts with the greatest of them; each tax and discount counts its own amount. A refund belongs to the groups of what was sold, with the net and the tax in it.",
  input: { ...period, group_by: choice(reportGroups, { optional: true, about: "Absent: the total only." }) },
  output: shapeOf({
    as_of: instant(),
    currency: text(),
    total: group(salesFigures),
    data: list(
      group({
        key: text({
          optional: true,
          about: "The id or word of the group; null: none. `manual`: a discount that is not the catalog's.",
        }),
        ...salesFigures,
      }),
    ),
  }),
});

export const accountFigures = operation({
  name: "sales.sale.figures",
  about: "What was sold of an account's goods: lines of finalized sales, in minor units (RPT-4).",
  input: { account_id: id() },
  output: shapeOf({
    units_sold: count(),
    revenue: sum,
    consignor_portion: sum,
    refunds: sum,
    average_days_to_sell: count({ optional: true }),
  }),
});

/** How many sales and refunds one call may name. */
export const MOST_NAMED = 500;

export const accountLines = operation({
  name: "sales.sale.account_lines",
  about:
    "What sales and refunds brought a consignor: lines with the price that was paid, the fees and the share, in minor units; of a refund they are negative.",
  input: {
    account_id: id(),
    sale_ids: list(id(), { max: MOST_NAMED }),
    refund_ids: list(id(), { max: MOST_NAMED }),
  },
  output: listOf(
    shapeOf({
      of_id: id({ about: "The sale or the refund." }),
      line_id: id(),
      sale_number: text(),
      sku: text(),
      title: text(),
      quantity: count({ min: -MAX_UNITS }),
      price: money(signed),
      fees: money(signed),
      share: money(signed),
    }),
  ),
});
