/** The counters of the ledger: one conditional write per stockable and site decides (STK-2). */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { type Stockable, stockableOf } from "../costing/rules/stockable.ts";
import { location } from "../stores/location.ts";
import { stockLow } from "./declarations.ts";
import { stockShort } from "./errors.ts";
import { boundsCondition, brokenBound, isTooMuch } from "./rules/bounds.ts";
import type { EntryDraft } from "./rules/drafts.ts";
import { nothingRelieved } from "./rules/drafts.ts";
import { addCounters, availableOf, type Counters, effectsOf, noCounters } from "./rules/effects.ts";
import { levelId, stockLevel } from "./stock-level.ts";

export type Level = Entity<typeof stockLevel>;

type NewLevel = Stockable & { id: string; location_id: string };
type LevelChange = NewLevel & { change: Counters };

/** What entries do to each level together, in one order everywhere. */
function changesOf(org_id: string, drafts: readonly EntryDraft[]): LevelChange[] {
  const changes = new Map<string, LevelChange>();
  for (const draft of drafts) {
    const { to_location_id = null } = draft;
    const relieves = { ...nothingRelieved, ...draft.relieves };
    for (const { location_id, change } of effectsOf({ ...draft, to_location_id, relieves })) {
      const stockable = stockableOf(draft);
      const id = levelId(org_id, stockable, location_id);
      const before = changes.get(id)?.change ?? noCounters;
      changes.set(id, { id, ...stockable, location_id, change: addCounters(before, change) });
    }
  }
  return [...changes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The write comes first: of many that want the same goods, those that lose it have done nothing else yet. */
export async function writeLevels(tx: Tx, policy: StockPolicy, drafts: readonly EntryDraft[]): Promise<void> {
  const changes = changesOf(tx.org.id, drafts);
  const ids = changes.map(({ id }) => id);
  const written = await update(tx, policy, changes);
  const levels = new Map(
    (await tx.find(stockLevel, { _id: { $in: ids } })).map((level) => [level.id, level]),
  );
  if (written < levels.size) await refuse(tx, policy, changes);
  const missing = changes.filter(({ id }) => !levels.has(id));
  if (missing.length) {
    for (const each of missing) refuseBroken(undefined, each, policy);
    await makeLevels(tx, missing);
    await update(tx, policy, missing);
  }
  for (const { id, change } of changes) tellLow(tx, levels.get(id), change);
}

const update = (tx: Tx, policy: StockPolicy, changes: readonly LevelChange[]): Promise<number> =>
  tx.updateMany(
    stockLevel,
    changes.map((each) => ({
      id: each.id,
      where: boundsCondition(each.change, mayBeNegative(each, policy)),
      update: { $inc: each.change, $set: { has_entries: true } },
    })),
  );

/** What was committed words the refusal. */
async function refuse(tx: Tx, policy: StockPolicy, changes: readonly LevelChange[]): Promise<never> {
  const found = await tx.committed.find(stockLevel, { _id: { $in: changes.map(({ id }) => id) } });
  const levels = new Map(found.map((level) => [level.id, level]));
  for (const each of changes) refuseBroken(levels.get(each.id), each, policy);
  throw fail("conflict", "This stock has just been changed by someone else.");
}

/** QTY-2, STK-2: only SKUs, and only where the organization allows it. */
const mayBeNegative = ({ sku_id }: Stockable, { allow_negative_stock }: StockPolicy): boolean =>
  allow_negative_stock && sku_id !== null;

const empty = { ...noCounters, reserved: 0 };

function refuseBroken(level: Level | undefined, each: LevelChange, policy: StockPolicy): void {
  const { change, location_id, material_id, sku_id } = each;
  const counters = level ?? empty;
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
 * A site gets its first stock of something: only then is it looked at, and written, so that it cannot be removed at the same
 * time (LOC-2).
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

/** AVL-3: once, when what is available and on order falls to the point or below it. */
function tellLow(tx: Tx, after: Level | undefined, change: Counters): void {
  if (!after || after.reorder_point === null) return;
  const { id, version, material_id, sku_id, location_id, reorder_point, reorder_quantity } = after;
  const supply = availableOf(after) + after.on_order;
  const added = change.on_hand - change.allocated + change.on_order;
  if (supply - added <= reorder_point || supply > reorder_point) return;
  tx.emit(
    stockLow,
    { kind: "stock_level", id, version },
    {
      ...{ material_id, sku_id, location_id, reorder_point, reorder_quantity },
      available: availableOf(after),
      on_order: after.on_order,
    },
  );
}
