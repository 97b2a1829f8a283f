/** A location leaves its store, or is switched off, only when nothing is in it and the store keeps another one (DEL-5). */

import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type InUse, inUseBy, refuseUsed, usesIn } from "../../../shared/service/uses.ts";
import { usesOf } from "../items/in-use.ts";
import { lastLocation } from "./declarations.ts";
import { location } from "./location.ts";
import { isStoreSite } from "./sites.ts";
import { store } from "./store.ts";

type Location = Entity<typeof location>;

/** Items in a location, and locations within it; the items of a store are at its site, which its store keeps (LOC-2). */
export async function usesOfLocation(reader: Reader, at: Location): Promise<InUse> {
  const { id, store_id } = at;
  if (isStoreSite(at) && store_id)
    return inUseBy([
      ["items", await usesOf(reader, { store_id })],
      ["stores", await usesIn(reader, store, { _id: store_id })],
    ]);
  return inUseBy([
    ["items", await usesOf(reader, { location_id: id })],
    ["locations", await usesIn(reader, location, { parent_id: id })],
  ]);
}

export async function refuseUsedLocation(tx: Tx, at: Location): Promise<void> {
  refuseUsed("location", await usesOfLocation(tx, at));
}

/** Nothing may be in a location that leaves its store, and the store keeps another one. */
export async function checkLeaving(tx: Tx, at: Location): Promise<void> {
  const { store_id } = at;
  if (store_id && !isStoreSite(at)) {
    const left = await tx.count(location, { store_id, kind: "spot", deleted_at: null });
    if (left <= 1) throw lastLocation({});
    // Two clerks taking the last two at once meet at the store's row, so that one of them counts again.
    await tx.update(store, { _id: store_id }, { $set: { updated_at: tx.now } }, { emit: "none" });
  }
  await refuseUsedLocation(tx, at);
}
