/** Divides the due amount of a contract among its buyers (CON-4). Amounts in minor units. */
import { allocate, sum } from "../../../shared/money.ts";
import { grossUp, type ProcessorRate, processorFee } from "./processor-fee.rules.ts";

export type BuyerBalance = {
  id: string;
  weight: number;
  /** The part of `due` before processor fees; a pin holds this amount. */
  base: number;
  due: number;
  pinned: boolean;
  /** The sum of this buyer's payments. */
  paid: number;
};

export type BuyerShares =
  | { ok: true; buyers: BuyerBalance[]; dues: number[]; total: number }
  | { ok: false; code: "paid_exceeds_total"; paid: number; total: number };

/**
 * `allocate` with a minimum for each buyer. A buyer whose share would be lower gets the minimum, and the rest is divided
 * among the others. (Adding minimums to the shares would make a buyer owe more after a payment.)
 */
export function allocateAbove(
  total: number,
  weights: readonly number[],
  floors: readonly number[],
): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const open = [...weights.keys()].filter((index) => !fixed.has(index));
    const rest = total - sum([...fixed].map((index) => floors[index]!));
    const parts = allocate(
      rest,
      open.map((index) => weights[index]!),
    );
    const below = open.filter((index, position) => parts[position]! < floors[index]!);
    if (below.length === 0) {
      return weights.map((_, index) => (fixed.has(index) ? floors[index]! : parts[open.indexOf(index)]!));
    }
    for (const index of below) fixed.add(index);
  }
}

/** CON-4: the due of each buyer before processor fees, and whether the pins could be kept. */
function basesOf(
  whole: number,
  buyers: readonly BuyerBalance[],
  floors: readonly number[],
): { bases: number[]; keepPins: boolean } {
  const open = [...buyers.keys()].filter((index) => !buyers[index]!.pinned);
  const held = buyers.map((buyer, index) => (buyer.pinned ? Math.max(buyer.base, floors[index]!) : 0));
  const rest = whole - sum(held);
  const openFloors = open.map((index) => floors[index]!);
  const fits = open.length > 0 ? rest >= sum(openFloors) : rest === 0;
  // Pins that do not add up with the rest are dropped. Their amounts become the weights.
  if (!fits) return { bases: allocateAbove(whole, held, floors), keepPins: false };
  const weights = open.map((index) => buyers[index]!.weight);
  const parts = open.length > 0 ? allocateAbove(rest, weights, openFloors) : [];
  const bases = held.map((amount, index) => (buyers[index]!.pinned ? amount : parts[open.indexOf(index)]!));
  return { bases, keepPins: true };
}

/**
 * CON-4: spreads `whole` (sub-total and the buyers' fees but the processor's) over the buyers. With `rate` each due
 * is grossed up so that the processor's fee is paid too. `dues` are the charges to be made: one even without buyers.
 */
export function shareBuyers(
  whole: number,
  buyers: readonly BuyerBalance[],
  rate: ProcessorRate | null,
): BuyerShares {
  const dueOf = (base: number): number => (rate ? grossUp(base, rate) : base);
  if (buyers.length === 0) {
    return { ok: true, buyers: [], dues: [dueOf(whole)], total: dueOf(whole) };
  }
  const floors = buyers.map(({ paid }) => Math.max(0, paid - (rate ? processorFee(paid, rate) : 0)));
  if (sum(floors) > whole) {
    return { ok: false, code: "paid_exceeds_total", paid: sum(floors), total: whole };
  }
  const { bases, keepPins } = basesOf(whole, buyers, floors);
  const shared = buyers.map((buyer, index) => {
    const base = bases[index]!;
    return { ...buyer, base, due: Math.max(dueOf(base), buyer.paid), pinned: buyer.pinned && keepPins };
  });
  const dues = shared.map(({ due }) => due);
  return { ok: true, buyers: shared, dues, total: sum(dues) };
}
