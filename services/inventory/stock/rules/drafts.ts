/** Entries before they are written: what a document says of them, and reversals of entries that were (STK-3). */
import { apportion } from "../../../../shared/money.ts";
import type { Stockable } from "../../costing/rules/stockable.ts";
import {
  type EventType,
  type ForwardType,
  type Relieves,
  reversibleTypes,
} from "../../levels/rules/effects.ts";

export type Source = { source_type: string; source_id: string; ref?: string | null };

/** A value that depends on entries that were valued before in the same call: outputs are worth their inputs (9.8). */
export type ValueOf = (before: readonly Worth[]) => number;
export type Worth = { line: string; event_type: EventType; value: number };

/** An entry that a later one reverses, as far as it is left. */
export type Original = Stockable & {
  id: string;
  event_type: EventType;
  quantity: number;
  relieves: Relieves;
  value: number;
  reversed: number;
  location_id: string;
  to_location_id: string | null;
  line: string;
};

export type EntryDraft = Stockable &
  Source & {
    event_type: EventType;
    quantity: number;
    location_id: string;
    to_location_id?: string | null;
    relieves?: Partial<Relieves>;
    /** Of goods that come in; minor units. */
    value?: number | ValueOf;
    /** Of found goods when there are none; millionths of the major unit. */
    unit_cost?: number | null;
    line?: string;
    /** Tells entries of one type and line apart. */
    part?: number;
    reason?: string | null;
    event_date: string;
    notes?: string | null;
    reverses?: Original;
  };

const isReversible = (type: EventType): type is (typeof reversibleTypes)[number] =>
  (reversibleTypes as readonly ForwardType[]).includes(type as ForwardType);

export type Reversal = Source & {
  event_date: string;
  part?: number;
  notes?: string | null;
  quantity?: number;
};

/** The exact negative of an entry, or of a part of what is left of it (MON-7): its relieves and its value pro rata. */
export function reversalOf(original: Original, { quantity, ...source }: Reversal): EntryDraft {
  const { id: _id, event_type, relieves, value, reversed, ...rest } = original;
  if (!isReversible(event_type)) throw new TypeError(`Nothing reverses a ${event_type}.`);
  const part = quantity ?? original.quantity - reversed;
  const [from, to] = [reversed, reversed + part];
  const share = (total: number) => apportion(total, from, to, original.quantity);
  return {
    ...source,
    material_id: rest.material_id,
    sku_id: rest.sku_id,
    location_id: rest.location_id,
    to_location_id: rest.to_location_id,
    line: rest.line,
    event_type: `reverse_${event_type}`,
    quantity: part,
    relieves: {
      on_order: share(relieves.on_order),
      demand: share(relieves.demand),
      allocated: share(relieves.allocated),
      in_transit: share(relieves.in_transit),
    },
    value: share(value),
    reverses: original,
  };
}

/** Reversals of `quantity` in all, of the youngest entries first; as much as is left of them. */
export function reverseLatest(
  originals: readonly Original[],
  quantity: number,
  source: Omit<Reversal, "quantity">,
): EntryDraft[] {
  let wanted = quantity;
  return originals.toReversed().flatMap((each) => {
    const part = Math.min(wanted, each.quantity - each.reversed);
    if (part <= 0) return [];
    wanted -= part;
    return [reversalOf(each, { ...source, quantity: part })];
  });
}
