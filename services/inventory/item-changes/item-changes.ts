/** What a change makes of an item, of one by hand as of a thousand at once: decided without touching anything. */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Changes } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { dateIn, momentsOf } from "../inheritance/item-dates.ts";
import { viewOn } from "../item-lists/item-view.ts";
import { counted } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import { placedAt, type Spots } from "../stores/item-place.ts";
import { location } from "../stores/location.ts";
import { type Day, dayIn, placeIn, type Zones, zoneIn, zonesOf } from "../stores/zones.ts";
import { changedTerms, type InheritedLevels, termsNamed } from "../terms/item-terms.rules.ts";
import type { DatedTerms } from "../terms/named-dates.rules.ts";
import { insufficientStock } from "../units/errors.ts";
import { changeQuantity, soldUnits } from "../units/status.rules.ts";

export type ItemChanges = Changes<typeof item.fields>;

/** What is around the items: their spots, and the zones of stores. */
export type Around = { spots: Spots; zones: Zones };

/** Read once for all the items that change. */
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
 * The changed fields, and the day of the store that the item is in then. Throws what refuses the change; a value named as
 * it is or as it is shown counts as not named (TRM-4).
 */
export function changedItem(
  reader: Reader & { readonly now: string },
  before: Item,
  given: ItemChanges,
  inherited: InheritedLevels,
  { spots, zones }: Around,
): { values: Record<string, unknown>; day: Day } {
  // A store and a spot that are named together must agree, also where one of them is as it was.
  const place = placeAfter(spots, before, given);
  const zone = placeIn(zones, place.store_id);
  const said = withoutShownEnds(before, given, dayIn(reader, placeIn(zones, before.store_id), reader.now));
  const start = said.schedule_start && { schedule_start: dateIn(zoneIn(reader, zone), said.schedule_start) };
  const named = mergeJson(item.fields, before, { ...said, ...start });
  const changes = realChanges(before, named as ItemChanges);
  refuseImpossible(before, changes);
  const day = dayIn(reader, zone, reader.now);
  const values = {
    ...changes,
    ...termsAfter(reader, zone, before, changes, inherited, day.today),
    ...unitsAfter(before, changes.quantity),
    ...place,
    ...ownAfter(before, changes.inventory_type),
  };
  return { values, day };
}

/** A moment that was only derived from a date, or that date, names nothing when it comes back as it was shown. */
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
    throw invalidField("/account_id", "required", "An item on consignment needs the account it belongs to.");
  const cost_per = changes.cost_per === undefined ? before.cost_per : changes.cost_per;
  if (before.inventory_type === "consignment" && type === "buy_outright" && cost_per === null)
    throw invalidField("/cost_per", "required", "Buying a consigned item needs what one unit of it costs.");
  const terms = termsNamed(changes);
  const sold = ["tag_price", "account_id", "cost_per"].filter((name) => name in changes);
  // A till has priced it and is about to sell it: the sale is the first to say what it is sold at (SALE-1).
  if (before.checkout_holds.length > 0 && terms.length + sold.length > 0)
    throw fail("conflict", "This item is being sold right now; try again in a moment.");
  if (terms.length && soldUnits(before.status_counts) >= before.quantity) {
    const message = "All units are sold: the terms stay as they are.";
    throw fail("locked", message, {
      errors: terms.map((name) => ({ pointer: `/${name}`, code: "locked", message })),
    });
  }
}

/** A consigned piece that is bought stands in the books from then on (TRM-6, T10). */
const ownAfter = ({ inventory_type }: Item, type: string | undefined) =>
  inventory_type === "consignment" && type && type !== inventory_type ? { in_books: true } : {};

/** Units are added to where the others are: on the shelf, or in the back while none is on the shelf. */
function unitsAfter(before: Item, quantity: number | undefined) {
  if (quantity === undefined || quantity === before.quantity) return {};
  const waiting = (before.status_counts.inactive ?? 0) > 0 && !before.status_counts.active;
  const changed = changeQuantity(before.status_counts, quantity, waiting ? "inactive" : "active");
  if (changed.ok) return { quantity, ...counted(before, changed.status_counts) };
  const { available, asked } = changed;
  throw insufficientStock({ available, asked }, [{ pointer: "/quantity", code: "insufficient_units" }]);
}

/** An item that moves to another store leaves its old spot; one that moves to a spot is in that spot's store. */
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
