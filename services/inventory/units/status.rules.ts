/** The units of an item and their states (4.1). `status_counts` maps a unit status to a number of units. */
import { isExpired } from "../terms/dates.rules.ts";
import type { EndAction } from "../terms/terms.rules.ts";

export const unitStatuses = [
  "inactive",
  "active",
  "parked",
  "to_be_returned",
  "returned_to_owner",
  "donated",
  "discarded",
  "lost",
  "stolen",
  "damaged",
  "sold",
  "sold_on_shopify",
  "sold_on_square",
  "sold_on_third_party",
  "sold_on_legacy",
] as const;
export type UnitStatus = (typeof unitStatuses)[number];

/** What a sale makes of units, by its channel (4.1). */
export const soldAs = [
  "sold",
  "sold_on_shopify",
  "sold_on_square",
  "sold_on_third_party",
  "sold_on_legacy",
] as const;

/** A status without units may be absent. */
export type StatusCounts = Partial<Record<UnitStatus, number>>;

/** The status of a whole item; `expired` is derived and never stored. */
export type ItemStatus = UnitStatus | "expired";

/** True for `sold` and the statuses of channels (ITM-1). */
export function isSold(status: UnitStatus): boolean {
  return soldAs.some((each) => each === status);
}

/** 4.1: the precedence of statuses for an item with several; `sold` stands for any `sold*`. */
const WORD_ORDER: readonly UnitStatus[] = [
  "active",
  "parked",
  "inactive",
  "to_be_returned",
  "sold",
  "returned_to_owner",
  "donated",
  "discarded",
  "lost",
  "stolen",
  "damaged",
];

const unitsIn = (counts: StatusCounts, status: UnitStatus): number => counts[status] ?? 0;

/** INV-13: Σ counts. */
export function quantityOf(counts: StatusCounts): number {
  return unitStatuses.reduce((total, status) => total + unitsIn(counts, status), 0);
}

/** Sold units of every channel (INV-14). */
export function soldUnits(counts: StatusCounts): number {
  return soldAs.reduce((total, status) => total + unitsIn(counts, status), 0);
}

/** The counts with units in them, in table order; statuses without units are left out. */
export function normalCounts(counts: StatusCounts): StatusCounts {
  const present = unitStatuses.filter((status) => unitsIn(counts, status) !== 0);
  return Object.fromEntries(present.map((status) => [status, counts[status]!]));
}

function wordOf(counts: StatusCounts): UnitStatus {
  const present = unitStatuses.filter((status) => unitsIn(counts, status) > 0);
  if (present.length === 1) return present[0]!;
  const has = (word: UnitStatus): boolean =>
    word === "sold" ? soldUnits(counts) > 0 : unitsIn(counts, word) > 0;
  return WORD_ORDER.find(has) ?? "inactive";
}

/**
 * 4.1: the only status with units, else the first in the order of precedence; `active` past its business date
 * reads `expired`.
 */
export function itemStatus(
  counts: StatusCounts,
  dates: { expires_on?: string | null; today: string },
): ItemStatus {
  const word = wordOf(counts);
  return word === "active" && isExpired(dates.expires_on, dates.today) ? "expired" : word;
}

/** The counts of a new item. */
export function newCounts(quantity: number, status: "active" | "inactive"): StatusCounts {
  return { [status]: quantity };
}

export type QuantityChange =
  | { ok: true; quantity: number; status_counts: StatusCounts }
  | { ok: false; code: "insufficient_units"; available: number; asked: number };

/** ITM-5: new units are `active` or `inactive`; only such units can go, the inactive ones first. */
export function changeQuantity(
  counts: StatusCounts,
  quantity: number,
  raise_to: "active" | "inactive" = "active",
): QuantityChange {
  const change = quantity - quantityOf(counts);
  const inactive = unitsIn(counts, "inactive");
  const active = unitsIn(counts, "active");
  if (change >= 0) {
    const status_counts = normalCounts({ ...counts, [raise_to]: unitsIn(counts, raise_to) + change });
    return { ok: true, quantity, status_counts };
  }
  if (-change > inactive + active) {
    return { ok: false, code: "insufficient_units", available: inactive + active, asked: -change };
  }
  const fromInactive = Math.min(inactive, -change);
  const fromActive = -change - fromInactive;
  const status_counts = normalCounts({
    ...counts,
    inactive: inactive - fromInactive,
    active: active - fromActive,
  });
  return { ok: true, quantity, status_counts };
}

/** ITM-6: the status of unsold units after `pick_up_until`; null: a TRM-6 conversion, which moves no unit. */
export function endActionStatus(end_action: EndAction): UnitStatus | null {
  const targets: Record<EndAction, UnitStatus | null> = {
    return_to_consignor: "to_be_returned",
    donate: "donated",
    discard: "discarded",
    convert: null,
  };
  return targets[end_action];
}
