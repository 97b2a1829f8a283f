/** Where Circular's products are: always somewhere (2.3). */
import { location } from "../../../services/inventory/public.ts";
import type { Page } from "../../../shared/page.ts";
import type { Row } from "../../wire/shape.ts";
import type { Talk } from "../../wire/talk.ts";

/** The first spot of each store. */
async function firstSpots(talk: Talk, stores: unknown[]): Promise<Map<unknown, unknown>> {
  const store_ids = [...new Set(stores)].filter((each) => typeof each === "string");
  const conditions = [
    { field: "store_id", op: "in", value: store_ids },
    { field: "kind", op: "eq", value: "spot" },
  ];
  const { data } = store_ids.length
    ? await talk.call<Page<Row>>(
        location.actions.list.name,
        { conditions, sort: "created_at", limit: 500 },
        { trial: true },
      )
    : { data: [] };
  return new Map([...data].reverse().map((spot) => [spot.store_id, spot.id]));
}

/** A product always has a location: goods that stand in no certain spot are in the first one of their store (2.3). */
export async function place(talk: Talk, rows: Row[]): Promise<void> {
  const loose = rows.filter(({ store_id, location_id }) => store_id && !location_id);
  const spots = await firstSpots(
    talk,
    loose.map((each) => each.store_id),
  );
  for (const row of loose) row.location_id = spots.get(row.store_id) ?? null;
}

/** A place that a product was only shown at is no place that was named for it. */
export async function withoutShownPlaces<T extends { id: string; values: Row }>(
  talk: Talk,
  targets: readonly T[],
  before: ReadonlyMap<string, Row>,
): Promise<T[]> {
  const loose = targets.flatMap(({ id, values }) => {
    const row = values.location_id ? before.get(id) : undefined;
    return row && !row.location_id ? [{ ...row }] : [];
  });
  await place(talk, loose);
  const shown = new Map(loose.map((row) => [row.id, row.location_id]));
  return targets.map((target) => {
    const { location_id, ...values } = target.values;
    return shown.has(target.id) && shown.get(target.id) === location_id ? { ...target, values } : target;
  });
}
