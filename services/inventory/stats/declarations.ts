/** Figures of a shop's stock (RPT-3). */
import { count, date, id, instant, money, rate, tally, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

const MOST = Number.MAX_SAFE_INTEGER;

export const itemStats = operation({
  name: "inventory.item.stats",
  http: "GET /items/stats",
  scope: "read:items",
  about:
    "Get figures of the stock. Counts and values of one store or of all, as of `as_of`; they equal the sums over the items listed.",
  input: { store_id: id({ optional: true }) },
  output: shapeOf({
    as_of: instant(),
    business_date: date({ about: "Of the organization; stores in other zones count by their own." }),
    currency: text(),
    items: count(),
    units: count(),
    items_by_status: tally({
      about:
        "Items with at least one unit in the status; `active` includes the expired ones, told again in `expired`.",
    }),
    units_by_status: tally({
      about: "`active` includes expired units, told again in `expired`; the others add up to `units`.",
    }),
    expired_items: count({ about: "Items with active units past their date." }),
    active_tag_value: money({ max: MOST, about: "Sum of the tag prices of active units, in minor units." }),
    average_tag_price: money({ optional: true, about: "Of active units, rounded; null without any." }),
    own_stock_cost: money({
      min: -MOST,
      max: MOST,
      about:
        "What the units of own goods cost that are on hand: neither sold, gone, damaged, lost nor stolen. It is the balance of the ledger account `inventory:items`; goods sold before they came count below zero.",
    }),
    sold_30_days: count({ about: "Units sold in the last 30 days that have not come back." }),
    sold_90_days: count({ about: "Units sold in the last 90 days that have not come back." }),
    median_days_on_shelf: count({
      optional: true,
      about: "Of items with active units; of two middle ones the lower. Null without any.",
    }),
    sell_through: rate({
      optional: true,
      about:
        "Sold ÷ (sold + active) units, in ppm, of the items that started in the last 90 days; null without any.",
    }),
  }),
});
