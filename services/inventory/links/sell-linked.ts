/** The sale of linked items: what a till held leaves the stock of their SKUs (LNK-3). */
import { fail } from "../../../shared/errors.ts";
import { units } from "../../../shared/micro.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { poolOf, stockableOf } from "../costing/rules/stockable.ts";
import { moveTold } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import { endHold, type HeldStock } from "../levels/hold-stock.ts";
import { levelId, stockLevel } from "../levels/stock-level.ts";
import { loadEntries } from "../stock/load-entries.ts";
import { type StockEntry, writeEntries } from "../stock/write-entries.ts";
import type { UnitStatus } from "../units/status.rules.ts";
import type { StockMovement } from "./declarations.ts";
import { type LinkedLine, linkedItems, stockOf } from "./linked-stock.ts";

/** A line of the sale. */
export type SoldLine = LinkedLine & {
  line_id: string;
  /** The site, if it is not that of the item's store. */
  location_id?: string | null | undefined;
};

type Selling = {
  hold_id: string;
  sale_id: string;
  number: string;
  business_date: string;
  sold_at: string;
  status: UnitStatus;
  lines: readonly SoldLine[];
};

export const saleSource = (sale_id: string) => ({ source_type: "sale", source_id: sale_id });

/** Entries of sold goods as their journals need them. */
export const movementsOf = (entries: readonly StockEntry[]): StockMovement[] =>
  entries.map(({ id: entry_id, line: line_id, event_type, value, variance, ...entry }) => {
    const type = event_type === "consume" ? event_type : "reverse_consume";
    return { entry_id, line_id, pool: poolOf(entry), event_type: type, value, variance };
  });

/** One entry for each line. What was sold before is answered again. The journal of the sale posts their value (T25). */
export async function sellLinked(tx: Tx, policy: StockPolicy, selling: Selling): Promise<StockMovement[]> {
  const { hold_id, sale_id, number: ref, business_date, lines } = selling;
  const source = saleSource(sale_id);
  const before = await loadEntries(tx, source, ["consume"]);
  if (before.length) return movementsOf(before);
  const rows = await linkedItems(
    tx,
    lines.filter(({ location_id }) => !location_id),
  );
  const held = heldBy(tx, rows, lines);
  const levels = await tx.find(stockLevel, { _id: { $in: held.map(({ level_id }) => level_id) } });
  await endHold(tx, hold_id, held);
  const sites = new Map(levels.map(({ id, location_id }) => [id, location_id]));
  const drafts = lines.map(({ line_id, item_id, sku_id, units: count, location_id: site }) => {
    const location_id = site ?? sites.get(rows.find(({ id }) => id === item_id)?.level_id ?? "");
    if (!location_id) throw fail("conflict", "This item is no longer linked to the SKU that was sold.");
    return {
      ...{ ...source, ...stockableOf({ sku_id }), ref, line: line_id, location_id },
      ...{ event_type: "consume" as const, quantity: units(count), event_date: business_date },
    };
  });
  // The hold has decided: what it held below zero may leave the stock even if the organization has changed its mind since.
  const entries = await writeEntries(tx, {
    policy: { ...policy, allow_negative_stock: true },
    drafts,
    books: null,
  });
  await tellSold(tx, selling, rows);
  return movementsOf(entries);
}

/** What the lines have held of each level, each once. */
function heldBy({ org }: Tx, rows: readonly Item[], lines: readonly SoldLine[]): HeldStock[] {
  const sums = new Map<string, number>();
  const own = stockOf(
    rows,
    lines.filter(({ location_id }) => !location_id),
  );
  const sited = lines.flatMap(({ sku_id, location_id, units: count }) =>
    location_id
      ? [{ level_id: levelId(org.id, stockableOf({ sku_id }), location_id), quantity: units(count) }]
      : [],
  );
  for (const { level_id, quantity } of [...own, ...sited])
    sums.set(level_id, (sums.get(level_id) ?? 0) + quantity);
  return [...sums].map(([level_id, quantity]) => ({ level_id, quantity }));
}

async function tellSold(tx: Tx, { lines, status, sold_at }: Selling, before: readonly Item[]): Promise<void> {
  const rows = await tx.find(item, { _id: { $in: before.map(({ id }) => id) } }, { withHidden: true });
  await tx.saveMany(
    item,
    rows.map((row) => {
      const sold = lines.filter(({ item_id, location_id }) => item_id === row.id && !location_id);
      const count = sold.reduce((sum, line) => sum + line.units, 0);
      const move = { from: "active" as const, to: status, units: count };
      return {
        before: row,
        changes: { last_sold_at: sold_at },
        emit: moveTold(row, [move], row.status_counts),
      };
    }),
  );
}
