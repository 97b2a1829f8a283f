/** Deleting a location: never the last one of a store, never one that holds something (DEL-5). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { removeLocation } from "../public.ts";
import { location, store } from "../resources/store.ts";
import { usesOf } from "./in-use.ts";

export const remove = command(removeLocation, async (tx, { id }) => {
  const before = await tx.target(location, id);
  if (before.deleted_at) return before;
  if (before.store_id) {
    const left = await tx.count(location, { store_id: before.store_id, deleted_at: null });
    if (left <= 1) throw fail("last_location", "A store keeps at least one location.");
    // Two clerks deleting the last two at once meet at the store's row, so that one of them counts again.
    await tx.change(store, { _id: before.store_id }, { $set: { updated_at: tx.now } }, "silent");
  }
  const items = await usesOf(tx, { location_id: id });
  const within = await tx.find(location, { parent_id: id, deleted_at: null }, { limit: 5 });
  if (items.count + within.length > 0) {
    const locations = { count: within.length, sample_ids: within.map((each) => each.id) };
    throw fail("in_use", "There is something in this location.", {
      in_use: true,
      references: { items, locations },
    });
  }
  return tx.save(location, before, { deleted_at: tx.now }, "own", "deleted");
});
