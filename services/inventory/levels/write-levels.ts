/** The counters of the ledger: one conditional write per stockable and site decides (STK-2). */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { type Stockable, stockableOf } from "../costing/rules/stockable.ts";
import { location } from "../stores/location.ts";
import { stockShort } from "./errors.ts";
import { boundsCondition, brokenBound, isTooMuch } from "./rules/bounds.ts";
import {
  addCounters,
  availableOf,
  type Counters,
  effectsOf,
  emptyLevel,
  type Movement,
  noCounters,
} from "./rules/effects.ts";
import { showOnItems } from "./show-on-items.ts";
import { levelId, stockLevel } from "./stock-level.ts";
import { tellLow } from "./tell-low.ts";

export type Level = Entity<typeof stockLevel>;

type NewLevel = Stockable & { id: string; location_id: string };
type ChangedLevel = NewLevel & { change: Counters };
type Moved = Stockable & Movement;

/** The total effect of the entries on each level, in the same order everywhere. */
function changesOf(org_id: string, moved: readonly Moved[]): ChangedLevel[] {
  const changes = new Map<string, ChangedLevel>();
  for (const movement of moved) {
    for (const { location_id, change } of effectsOf(movement)) {
      const stockable = stockableOf(movement);
      const id = levelId(org_id, stockable, location_id);
      const before = changes.get(id)?.change ?? noCounters;
      changes.set(id, { id, ...stockable, location_id, change: addCounters(before, change) });
    }
  }
  return [...changes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** This write comes first: commands that lose the race for the same goods have done no other work yet. */
export async function writeLevels(tx: Tx, policy: StockPolicy, moved: readonly Moved[]): Promise<void> {
  const changes = changesOf(tx.org.id, moved);
  const ids = changes.map(({ id }) => id);
  const written = await update(tx, policy, changes);
  const found = await tx.find(stockLevel, { _id: { $in: ids } }, { withHidden: true });
  const levels = new Map(found.map((level) => [level.id, level]));
  if (written < levels.size) await refuse(tx, policy, changes);
  const missing = changes.filter(({ id }) => !levels.has(id));
  if (missing.length) {
    for (const each of missing) refuseBroken(undefined, each, policy);
    await makeLevels(tx, missing);
    await update(tx, policy, missing);
  }
  await showOnItems(tx, found);
  await tellLow(tx, found);
}

const update = (tx: Tx, policy: StockPolicy, changes: readonly ChangedLevel[]): Promise<number> =>
  tx.updateMany(
    stockLevel,
    changes.map((each) => ({
      id: each.id,
      where: boundsCondition(each.change, mayBeNegative(each, policy)),
      update: { $inc: each.change, $set: { has_entries: true } },
    })),
  );

/** Reads committed levels for the text of the refusal. */
async function refuse(tx: Tx, policy: StockPolicy, changes: readonly ChangedLevel[]): Promise<never> {
  const found = await tx.committed.find(stockLevel, { _id: { $in: changes.map(({ id }) => id) } });
  const levels = new Map(found.map((level) => [level.id, level]));
  for (const each of changes) refuseBroken(levels.get(each.id), each, policy);
  throw fail("conflict", "This stock has just been changed by someone else.");
}

/** QTY-2, STK-2: only SKUs may be negative, and only if the organization allows it. */
export const mayBeNegative = (
  { sku_id }: Stockable,
  { allow_negative_stock }: Pick<StockPolicy, "allow_negative_stock">,
): boolean => allow_negative_stock && sku_id !== null;

function refuseBroken(level: Level | undefined, each: ChangedLevel, policy: StockPolicy): void {
  const { change, location_id, material_id, sku_id } = each;
  const counters = level ?? emptyLevel;
  if (isTooMuch(counters, change))
    throw fail("unprocessable", "There would be more at this site than can be counted.");
  const bound = brokenBound(counters, change, mayBeNegative(each, policy));
  if (!bound) return;
  const { on_hand, on_order, demand, allocated, in_transit, reserved } = counters;
  throw stockShort({
    ...{ material_id, sku_id, location_id, bound },
    asked: Math.max(...Object.values(change).map(Math.abs)),
    ...{ on_hand, on_order, demand, allocated, in_transit, reserved },
    available: availableOf(counters),
  });
}

/**
 * Creates the first level of a stockable at a site: only then does it check the site, and write to it, so
 * that the site cannot be removed at the same time (LOC-2).
 */
export async function makeLevels(tx: Tx, missing: readonly NewLevel[]): Promise<void> {
  if (missing.length === 0) return;
  const sites = [...new Set(missing.map(({ location_id }) => location_id))].sort();
  const usable = { kind: "site", is_active: true, deleted_at: null };
  const there = await tx.updateMany(
    location,
    sites.map((id) => ({ id, where: usable, update: {} })),
  );
  if (there < sites.length) {
    const message = "Stock lies at sites that are switched on.";
    const errors = [{ pointer: "/location_id", code: "no_site", message }];
    throw fail("unprocessable", message, { errors });
  }
  const rows = missing.map(({ id, material_id, sku_id, location_id }) => ({
    id,
    values: { material_id, sku_id, location_id },
  }));
  await tx.upsertMany(stockLevel, rows);
}
