/** A location leaves its store only when nothing is in it and the store keeps another one (DEL-5). */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { usesOf } from "../items/in-use.ts";
import { lastLocation } from "./errors.ts";
import { location } from "./location.ts";
import { store } from "./store.ts";

/** Nothing may be in a location that leaves its store, and the store keeps another one. */
export async function checkLeaving(tx: Tx, { id, store_id }: Entity<typeof location>): Promise<void> {
  if (store_id) {
    const left = await tx.count(location, { store_id, deleted_at: null });
    if (left <= 1) throw lastLocation({});
    // Two clerks taking the last two at once meet at the store's row, so that one of them counts again.
    await tx.update(store, { _id: store_id }, { $set: { updated_at: tx.now } }, { emit: "none" });
  }
  const items = await usesOf(tx, { location_id: id });
  const within = await tx.find(location, { parent_id: id, deleted_at: null }, { limit: 5 });
  if (items.count + within.length === 0) return;
  const locations = { count: within.length, sample_ids: within.map((each) => each.id) };
  throw fail("in_use", "There is something in this location.", {
    in_use: true,
    references: { items, locations },
  });
}
