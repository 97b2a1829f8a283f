/** A location leaves its store, or is switched off, only when nothing is in it and the store keeps another one (DEL-5, LOC-2). */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type InUse, inUseBy, refuseUsed, type Uses, usesIn } from "../../../shared/service/uses.ts";
import { usesOf } from "../items/in-use.ts";
import { stockLevel } from "../levels/stock-level.ts";
import { lastLocation } from "../stores/declarations.ts";
import { location } from "../stores/location.ts";
import { isStoreSite } from "../stores/sites.ts";
import { store } from "../stores/store.ts";
import { type Kind, supplyUsers, usingFilter } from "../supply-uses/users.ts";

export type Location = Entity<typeof location>;
type Counted = [kind: string, uses: Uses][];

const supplyKinds: readonly Kind[] = ["stock_levels", "purchase_orders", "make_orders", "transfers"];

async function suppliesOf(reader: Reader, location_id: string): Promise<Counted> {
  const counted: Counted = [];
  for (const kind of supplyKinds)
    counted.push([
      kind,
      await usesIn(reader, supplyUsers[kind].resource, usingFilter(kind, { location_id })!),
    ]);
  return counted;
}

/** Items, locations, stock and orders in a location; the items of a store are at its site, which its store keeps (LOC-2). */
export async function usesOfLocation(reader: Reader, at: Location): Promise<InUse> {
  const { id, store_id } = at;
  const own: Counted =
    isStoreSite(at) && store_id
      ? [
          ["items", await usesOf(reader, { store_id })],
          ["stores", await usesIn(reader, store, { _id: store_id })],
        ]
      : [
          ["items", await usesOf(reader, { location_id: id })],
          ["locations", await usesIn(reader, location, { parent_id: id })],
        ];
  return inUseBy([...own, ...(at.kind === "site" ? await suppliesOf(reader, id) : [])]);
}

export async function refuseUsedLocation(tx: Tx, at: Location): Promise<void> {
  refuseUsed("location", await usesOfLocation(tx, at));
  await meetStock(tx, at);
}

/** The site of a store goes with it when there is no stock at it, and no open order or transfer names it. */
export async function refuseSupplied(tx: Tx, at: Location): Promise<void> {
  refuseUsed("store", inUseBy(await suppliesOf(tx, at.id)));
  await meetStock(tx, at);
}

/** A concurrent receipt at this location conflicts at the site's levels, or creates the first level at the location itself. */
async function meetStock(tx: Tx, { id }: Location): Promise<void> {
  const levels = await tx.find(stockLevel, { location_id: id });
  if (levels.length)
    await tx.updateMany(
      stockLevel,
      levels.map((level) => ({ id: level.id, update: {} })),
    );
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
