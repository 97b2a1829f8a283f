/** Entries before they are written: drafts of a document, and reversals of written entries (STK-3). */
import { apportion } from "../../../../shared/money.ts";
import type { Stockable } from "../../costing/rules/stockable.ts";
import {
  type EventType,
  type ForwardType,
  type Relieves,
  reversibleTypes,
} from "../../levels/rules/effects.ts";

export type Source = { source_type: string; source_id: string; ref?: string | null };

/** A value that depends on entries before it in the call: outputs have the value of their inputs (9.8). */
export type ValueOf = (before: readonly Worth[]) => number;
export type Worth = { line: string; event_type: EventType; value: number };

/** An entry to be reversed, with the quantities that are left of it. */
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
    /** For incoming goods; minor units. */
    value?: number | ValueOf;
    /** For found goods when none are in stock; millionths of the major unit. */
    unit_cost?: number | null;
    line?: string;
    /** Distinguishes entries of one type and line. */
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

/** The exact negative of an entry or of a part of its remainder (MON-7): relieves and value pro rata. */
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

/** Reversals of `quantity` in total, from the youngest entries first; less if they have less left. */
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
