/** The result of a change of an item, alone or in a bulk edit. It writes nothing. */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Changes } from "../../../shared/fields/index.ts";
import { arranged, type Offered, picturesOf, storedPictures } from "../../../shared/pictures.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { dateIn, momentsOf } from "../inheritance/item-dates.ts";
import { viewOn } from "../item-lists/item-view.ts";
import { counted } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import { refuseLinkedChange } from "../links/linkable.rules.ts";
import { placedAt, type Spots } from "../stores/item-place.ts";
import { location } from "../stores/location.ts";
import { type Day, dayIn, placeIn, type Zones, zoneIn, zonesOf } from "../stores/zones.ts";
import { changedTerms, type InheritedLevels, termsNamed } from "../terms/item-terms.rules.ts";
import type { DatedTerms } from "../terms/named-dates.rules.ts";
import { insufficientStock } from "../units/errors.ts";
import { changeQuantity, soldUnits } from "../units/status.rules.ts";

export type ItemChanges = Changes<typeof item.fields>;

/** Data for several items: their spots, the time zones of stores, and uploaded pictures that one of them is to show. */
export type Around = { spots: Spots; zones: Zones; offered?: readonly Offered[] };

/** Loaded once for all items of a change. */
export async function aroundOf(
  reader: Reader,
  rows: readonly Item[],
  { store_id, location_id }: ItemChanges,
): Promise<Around> {
  const left = store_id === undefined ? [] : rows.flatMap((row) => row.location_id ?? []);
  const ids = [...new Set([...(location_id ? [location_id] : []), ...left])];
  const spots = ids.length ? await reader.find(location, { _id: { $in: ids } }) : [];
  const zones = await zonesOf(reader);
  return { zones, spots: new Map(spots.map((each): [string, Entity<typeof location>] => [each.id, each])) };
}

/**
 * The changed fields, and the date in the item's new store. Throws the refusal of an invalid change. A value that equals the
 * stored or the shown one counts as absent (TRM-4).
 */
export function changedItem(
  reader: Reader & { readonly now: string },
  before: Item,
  given: ItemChanges,
  inherited: InheritedLevels,
  { spots, zones, offered }: Around,
): { values: Record<string, unknown>; day: Day } {
  // A store and a spot in one request must agree, even if one of them does not change.
  const place = placeAfter(spots, before, given);
  const zone = placeIn(zones, place.store_id);
  const said = withoutShownEnds(before, given, dayIn(reader, placeIn(zones, before.store_id), reader.now));
  const start = said.schedule_start && { schedule_start: dateIn(zoneIn(reader, zone), said.schedule_start) };
  const named = mergeJson(item.fields, before, { ...said, ...start });
  const changes = realChanges(before, named as ItemChanges);
  refuseImpossible(before, changes);
  refuseLinkedChange(before, place.store_id === before.store_id ? changes : { ...changes, ...place });
  const day = dayIn(reader, zone, reader.now);
  const values = {
    ...changes,
    ...termsAfter(reader, zone, before, changes, inherited, day.today),
    ...unitsAfter(before, changes.quantity),
    ...(changes.image_ids ? storedPictures(arranged(picturesOf(before), changes.image_ids, offered)) : {}),
    ...place,
    ...ownAfter(before, changes.inventory_type),
  };
  return { values, day };
}

/** A derived moment, or its date, changes nothing when a client sends it back unchanged. */
function withoutShownEnds(before: Item, given: ItemChanges, day: Day): ItemChanges {
  const { expires_at, pick_up_at, ...rest } = given;
  const shown = viewOn(before, day);
  const isShown = (moment: string | null | undefined, end: string | null, date: string | null) =>
    moment === undefined || (moment !== null && (moment === end || moment === date));
  return {
    ...rest,
    ...(isShown(expires_at, shown.expiry_ends_at, before.expires_on) ? {} : { expires_at }),
    ...(isShown(pick_up_at, shown.pick_up_ends_at, before.pick_up_until) ? {} : { pick_up_at }),
  } as ItemChanges;
}

function termsAfter(
  reader: Reader,
  zone: { timezone: string | null },
  before: Item,
  changes: ItemChanges,
  inherited: InheritedLevels,
  today: string,
): Record<string, unknown> {
  if (termsNamed(changes).length === 0) return {};
  const terms = changedTerms(before, changes, inherited, today);
  const dated = momentsOf(reader, zone, changes, { ...before, ...terms } as Item & DatedTerms, before);
  const moved = dated.expires_on === before.expires_on ? {} : { expiry_announced_on: null };
  return { ...terms, ...dated, ...moved };
}

function refuseImpossible(before: Item, changes: ItemChanges): void {
  const type = changes.inventory_type ?? before.inventory_type;
  const owner = changes.account_id === undefined ? before.account_id : changes.account_id;
  if (type === "consignment" && !owner)
    throw invalidField("/account_id", "required", "'account_id' is required for a consigned item.");
  const cost_per = changes.cost_per === undefined ? before.cost_per : changes.cost_per;
  if (before.inventory_type === "consignment" && type === "buy_outright" && cost_per === null)
    throw invalidField("/cost_per", "required", "'cost_per' is required to buy a consigned item.");
  const terms = termsNamed(changes);
  const sold = ["tag_price", "account_id", "cost_per"].filter((name) => name in changes);
  // A register has priced the item and is about to sell it, so its price cannot change now (SALE-1).
  if (before.checkout_holds.length > 0 && terms.length + sold.length > 0)
    throw fail("conflict", "This item is being sold right now; try again in a moment.");
  const units = soldUnits(before.status_counts);
  if (terms.length && units > 0 && units >= before.quantity) {
    const message = "The terms cannot be changed after all units are sold.";
    throw fail("locked", message, {
      errors: terms.map((name) => ({ pointer: `/${name}`, code: "locked", message })),
    });
  }
}

/** A consigned piece that the shop buys is in the ledger from then on (TRM-6, T10). */
const ownAfter = ({ inventory_type }: Item, type: string | undefined) =>
  inventory_type === "consignment" && type && type !== inventory_type ? { in_books: true } : {};

/** New units get the status of the others: active, or inactive if none is active. */
function unitsAfter(before: Item, quantity: number | undefined) {
  if (quantity === undefined || quantity === before.quantity) return {};
  if (quantity === 0) throw invalidField("/quantity", "too_small", "'quantity' must be at least 1.");
  const waiting = (before.status_counts.inactive ?? 0) > 0 && !before.status_counts.active;
  const changed = changeQuantity(before.status_counts, quantity, waiting ? "inactive" : "active");
  if (changed.ok) return { quantity, ...counted(before, changed.status_counts) };
  const { available, asked } = changed;
  throw insufficientStock({ available, asked }, [{ pointer: "/quantity", code: "insufficient_units" }]);
}

/** An item that moves to another store has no spot. An item that moves to a spot moves to the spot's store. */
function placeAfter(spots: Spots, before: Item, { store_id, location_id }: ItemChanges) {
  const { store_id: old_store, location_id: old_spot } = before;
  if (store_id === undefined && location_id === undefined)
    return { store_id: old_store, location_id: old_spot };
  if (location_id !== undefined) {
    const placed = placedAt(spots, { store_id, location_id });
    return store_id === undefined ? { ...placed, store_id: placed.store_id ?? old_store } : placed;
  }
  const spot = spots.get(old_spot ?? "");
  const stays = !spot?.store_id || spot.store_id === store_id;
  return { store_id: store_id ?? null, location_id: stays ? old_spot : null };
}
