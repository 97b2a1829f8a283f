/** Figures of the stock (RPT-3), summed by the database: one pass over the items, and one over recent sales. */
import { nowInstant } from "../../../shared/clock.ts";
import { addDays, daysBetween } from "../../../shared/dates.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { item } from "../items/item.ts";
import { soldLine } from "../sold-lines/sold-line.ts";
import { daysOf } from "../stores/zones.ts";
import { isSold, type UnitStatus, unitStatuses } from "../units/status.rules.ts";
import type { Days } from "../units/status-filter.rules.ts";
import { onHand } from "../units/stock-cost.rules.ts";
import * as declared from "./declarations.ts";
import { averageOf, medianOf, shareOf } from "./stats.rules.ts";

const DAY_MS = 86_400_000;

const unitsIn = (status: UnitStatus) => ({ $ifNull: [`$status_counts.${status}`, 0] });
/** Units on hand: a negative count is 0. */
const present = (status: UnitStatus) => ({ $max: [unitsIn(status), 0] });
const sumOf = (statuses: readonly UnitStatus[]) => ({ $add: statuses.map(present) });
const when = (condition: object, value: object | number) => ({ $sum: { $cond: [condition, value, 0] } });

/** The current date in the item's store. */
const todayThere = ({ today, elsewhere }: Days): object =>
  elsewhere.reduce<object>(
    (other, each) => ({ $cond: [{ $in: ["$store_id", each.store_ids] }, each.today, other] }),
    { $literal: today },
  );

const isActive = { $gt: [unitsIn("active"), 0] };
const isPast = {
  $and: [isActive, { $ne: [{ $ifNull: ["$expires_on", null] }, null] }, { $lt: ["$expires_on", "$today"] }],
};
const isRecent = { $gte: ["$schedule_start", "$since"] };
const soldStatuses = unitStatuses.filter(isSold);

/** One row of sums per (start, date in the store). There are few, so that they are added up here; they are also the histogram of days. */
const sums = {
  _id: { start: "$schedule_start", today: "$today" },
  items: { $sum: 1 },
  units: { $sum: "$quantity" },
  ...Object.fromEntries(unitStatuses.map((each) => [`units_${each}`, { $sum: unitsIn(each) }])),
  ...Object.fromEntries(unitStatuses.map((each) => [`items_${each}`, when({ $gt: [unitsIn(each), 0] }, 1)])),
  units_expired: when(isPast, unitsIn("active")),
  items_expired: when(isPast, 1),
  tag_value: { $sum: { $multiply: ["$tag_price", present("active")] } },
  units_for_sale: { $sum: present("active") },
  own_cost: when(
    { $and: [{ $ne: ["$inventory_type", "consignment"] }, "$in_books"] },
    // Goods that were sold before they arrived count as negative, as in the ledger.
    { $multiply: [{ $ifNull: ["$cost_per", 0] }, { $add: onHand.map(unitsIn) }] },
  ),
  recent_sold: when(isRecent, sumOf(soldStatuses)),
  recent_active: when(isRecent, present("active")),
};

type Row = { _id: { start: string | null; today: string } } & Record<string, number>;

export const itemStats = query(declared.itemStats, async (reader, { store_id }) => {
  const days = await daysOf(reader);
  const place = { $and: [visibleTo(item, reader.meta), store_id ? { store_id } : {}] };
  const as_of = nowInstant();
  const [rows, sold] = await Promise.all([
    reader.aggregate<Row>(item, { deleted_at: null, ...place }, [
      { $set: { today: todayThere(days), since: addDays(days.today, -90) } },
      { $group: sums },
    ]),
    soldSince(reader, place, as_of),
  ]);
  return { as_of, business_date: days.today, currency: reader.org.currency, ...figures(rows), ...sold };
});

function figures(rows: readonly Row[]) {
  const total = (name: string) => rows.reduce((sum, row) => sum + (row[name] ?? 0), 0);
  const byStatus = (what: "items" | "units") =>
    Object.fromEntries([...unitStatuses, "expired"].map((each) => [each, total(`${what}_${each}`)]));
  const shelf = rows.map(({ _id: { start, today }, items_active }) => ({
    value: start ? Math.max(0, daysBetween(start, today)) : 0,
    times: items_active ?? 0,
  }));
  const recent = total("recent_sold");
  return {
    items: total("items"),
    units: total("units"),
    items_by_status: byStatus("items"),
    units_by_status: byStatus("units"),
    expired_items: total("items_expired"),
    active_tag_value: total("tag_value"),
    average_tag_price: averageOf(total("tag_value"), total("units_for_sale")),
    own_stock_cost: total("own_cost"),
    median_days_on_shelf: medianOf(shelf),
    sell_through: shareOf(recent, recent + total("recent_active")),
  };
}

/** Units sold in exactly the last 30 and 90 days, minus returned ones. */
async function soldSince(reader: Reader, place: Record<string, unknown>, as_of: string) {
  const back = (days: number) => new Date(Date.parse(as_of) - days * DAY_MS).toISOString();
  const kept = { $subtract: ["$quantity", "$returned"] };
  const [row] = await reader.aggregate<{ month: number; quarter: number }>(
    soldLine,
    { sold_at: { $gte: back(90) }, site_id: null, ...place },
    [
      {
        $group: {
          _id: null,
          month: when({ $gte: ["$sold_at", back(30)] }, kept),
          quarter: { $sum: kept },
        },
      },
    ],
  );
  return { sold_30_days: row?.month ?? 0, sold_90_days: row?.quarter ?? 0 };
}
