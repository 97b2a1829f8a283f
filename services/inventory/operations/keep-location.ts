/** Locations: changed, moved to another store while empty, and deleted; never the last one of a store (DEL-5). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { changeLocation, removeLocation } from "../public.ts";
import { location, store } from "../resources/store.ts";
import { usesOf } from "./in-use.ts";

/** Nothing may be in a location that leaves its store, and the store keeps another one. */
async function checkLeaving(tx: Tx, { id, store_id }: Entity<typeof location>): Promise<void> {
  if (store_id) {
    const left = await tx.count(location, { store_id, deleted_at: null });
    if (left <= 1) throw fail("last_location", "A store keeps at least one location.");
    // Two clerks taking the last two at once meet at the store's row, so that one of them counts again.
    await tx.change(store, { _id: store_id }, { $set: { updated_at: tx.now } }, "silent");
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

export const change = command(changeLocation, async (tx, { id, ...given }) => {
  const before = await tx.target(location, id);
  const moves = given.store_id !== undefined && given.store_id !== before.store_id;
  if (moves && given.store_id === null && before.kind === "spot")
    throw invalidField("/store_id", "required", "A spot lies in a store.");
  if (moves) await checkLeaving(tx, before);
  // What it lay within stays in the store that it leaves.
  return tx.save(location, before, moves ? { ...given, parent_id: given.parent_id ?? null } : given);
});

export const remove = command(removeLocation, async (tx, { id }) => {
  const before = await tx.target(location, id);
  if (before.deleted_at) return before;
  await checkLeaving(tx, before);
  return tx.save(location, before, { deleted_at: tx.now }, "own", "deleted");
});
