/** The locations of Circular's products; each product has one (2.3). */
import { location } from "../../../services/inventory/public.ts";
import type { Body, DialectContext, Target } from "../../kit/index.ts";

/** The first spot of each store. */
async function firstSpots(ctx: DialectContext, stores: unknown[]): Promise<Map<unknown, unknown>> {
  const value = [...new Set(stores)].filter((each) => typeof each === "string");
  if (value.length === 0) return new Map();
  const { data } = await ctx.read(location.actions.list, {
    conditions: [
      { field: "store_id", op: "in", value },
      { field: "kind", op: "eq", value: "spot" },
    ],
    ...{ sort: "created_at", limit: 500 },
  });
  return new Map([...data].reverse().map((spot) => [spot.store_id, spot.id]));
}

/** A product always has a location; an item without a spot is in the first one of its store (2.3). */
export async function place(ctx: DialectContext, rows: readonly Body[]): Promise<void> {
  const loose = rows.filter(({ store_id, location_id }) => store_id && !location_id);
  const stores = loose.map((each) => each.store_id);
  const spots = await firstSpots(ctx, stores);
  for (const row of loose) row.location_id = spots.get(row.store_id) ?? null;
}

/** Drops a location that was only derived, so that a client that sends it back does not set it. */
export async function withoutShownPlaces(
  ctx: DialectContext,
  targets: readonly Target[],
  before: ReadonlyMap<string, Body>,
): Promise<Target[]> {
  const loose = targets.flatMap(({ id, values }) => {
    const row = values.location_id ? before.get(id) : undefined;
    return row && !row.location_id ? [{ ...row }] : [];
  });
  await place(ctx, loose);
  const shown = new Map(loose.map((row) => [row.id, row.location_id]));
  return targets.map((target) => {
    const { location_id, ...values } = target.values;
    return shown.has(target.id) && shown.get(target.id) === location_id ? { ...target, values } : target;
  });
}
