/**
 * The entries that lead from an order's entries in the stock ledger to the state it needs (9.3). The order
 * states its needs as a whole, so that repeating a settlement writes nothing.
 */
import { apportion } from "../../../shared/money.ts";
import type { EventType } from "../levels/rules/effects.ts";
import { type EntryDraft, type Original, reverseLatest, type Source } from "../stock/rules/drafts.ts";

/** The quantities that an order line needs of its SKU at the order's site, in millionths. */
export type WantedLine = {
  line_id: string;
  sku_id: string;
  /** Another site than the order's. */
  location_id?: string | null | undefined;
  /** Ordered by the customer, shipped or not. */
  demand: number;
  /** Allocated and not shipped. */
  allocated: number;
  /** Shipped and not returned. */
  shipped: number;
};

export type Wanted = { location_id: string | null; lines: readonly WantedLine[] };

type Place = { line: string; location_id: string; sku_id: string };
type Written = Place & { entries: readonly Original[] };

const left = (entries: readonly Original[], type: EventType): Original[] =>
  entries.filter((each) => each.event_type === type && each.quantity > each.reversed);

const net = (entries: readonly Original[]): number =>
  entries.reduce((sum, { quantity, reversed }) => sum + quantity - reversed, 0);

/** Open demand and allocations that shipments relieved; a reversal returns its share. */
const relieved = (shipments: readonly Original[], counter: "demand" | "allocated"): number =>
  shipments.reduce((sum, { relieves, quantity, reversed }) => {
    const total = relieves[counter];
    return sum + total - apportion(total, 0, reversed, quantity);
  }, 0);

const keyOf = ({ line, location_id, sku_id }: Place): string => `${line} ${location_id} ${sku_id}`;

/** Every place that has entries or needs some; a moved or removed line needs none at its old place. */
function placesOf(entries: readonly Original[], { location_id, lines }: Wanted): Written[] {
  const places = new Map<string, Place>();
  for (const { line, location_id: at, sku_id } of entries)
    if (sku_id) places.set(keyOf({ line, location_id: at, sku_id }), { line, location_id: at, sku_id });
  for (const { line_id: line, sku_id, location_id: own } of lines) {
    const at = own ?? location_id;
    if (at) places.set(keyOf({ line, location_id: at, sku_id }), { line, location_id: at, sku_id });
  }
  return [...places].map(([key, place]) => ({
    ...place,
    entries: entries.filter(
      ({ line, location_id: at, sku_id }) =>
        sku_id !== null && keyOf({ line, location_id: at, sku_id }) === key,
    ),
  }));
}

const nothing = { demand: 0, allocated: 0, shipped: 0 };

/** Entries in the order of their writing; reversals take quantities from the youngest entries first. */
export function settlement(
  entries: readonly Original[],
  wanted: Wanted,
  source: Source & { event_date: string },
): EntryDraft[] {
  const drafts = placesOf(entries, wanted).flatMap((place) => {
    const line = wanted.lines.find(
      ({ line_id, sku_id, location_id = null }) =>
        line_id === place.line &&
        sku_id === place.sku_id &&
        place.location_id === (location_id ?? wanted.location_id),
    );
    return settled(place, line ?? nothing, source);
  });
  return numbered(drafts, entries);
}

function settled(
  { entries, ...place }: Written,
  { demand, allocated, shipped }: Pick<WantedLine, "demand" | "allocated" | "shipped">,
  source: Source & { event_date: string },
): EntryDraft[] {
  const [demands, allocations, shipments] = [
    left(entries, "demand"),
    left(entries, "allocate"),
    left(entries, "consume"),
  ];
  const draft = (event_type: EventType, quantity: number, relieves = {}): EntryDraft[] =>
    quantity > 0 ? [{ ...source, ...place, material_id: null, event_type, quantity, relieves }] : [];
  const more = demand - net(demands);
  const shipping = shipped - net(shipments);
  let open_demand = net(demands) - relieved(shipments, "demand") + Math.max(0, more);
  let open_allocated = net(allocations) - relieved(shipments, "allocated");
  const drafts = draft("demand", more);
  if (shipping > 0) {
    const relieves = {
      demand: Math.min(shipping, open_demand),
      allocated: Math.min(shipping, open_allocated),
    };
    drafts.push(...draft("consume", shipping, relieves));
    open_demand -= relieves.demand;
    open_allocated -= relieves.allocated;
  }
  const returned = reverseLatest(shipments, -shipping, source);
  drafts.push(...returned);
  open_allocated += returned.reduce((sum, each) => sum + (each.relieves?.allocated ?? 0), 0);
  drafts.push(...draft("allocate", allocated - open_allocated));
  drafts.push(...reverseLatest(allocations, open_allocated - allocated, source));
  drafts.push(...reverseLatest(demands, -more, source));
  return drafts;
}

/** Numbers distinguish entries of one type and line. */
function numbered(drafts: readonly EntryDraft[], entries: readonly Original[]): EntryDraft[] {
  const counts = new Map<string, number>();
  const placeOf = ({ line = "", event_type }: Pick<EntryDraft, "line" | "event_type">) =>
    `${line} ${event_type}`;
  for (const each of entries) counts.set(placeOf(each), (counts.get(placeOf(each)) ?? 0) + 1);
  return drafts.map((draft) => {
    const part = counts.get(placeOf(draft)) ?? 0;
    counts.set(placeOf(draft), part + 1);
    return { ...draft, part };
  });
}
