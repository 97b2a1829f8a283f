/**
 * Consignment terms and their inheritance (3.6). Resolved once, when the item is created, and then frozen (TRM-3).
 * Splits and percentages in ppm, fixed fees in minor units, periods in days.
 */
import type { endActions, handlingFeeTypes, inventoryTypes } from "../../accounts/public.ts";

export type EndAction = (typeof endActions)[number];
type HandlingFeeType = (typeof handlingFeeTypes)[number];

type HandlingFee = { type: HandlingFeeType; fixed: number; percentage_ppm: number };

export type Terms = {
  /** The consignor's share. */
  split: number;
  handling_fee: HandlingFee;
  expiry_days: number;
  return_days: number;
  pick_up_days: number;
  end_action: EndAction;
};

/** The terms of one level of inheritance; null or absent: not set. `split_tiers` replace a flat split (5.2). */
export type TermsLevel = {
  split?: number | null;
  split_tiers?: { from_price: number; split: number }[] | null;
  handling_fee?: {
    type?: HandlingFeeType | null;
    fixed?: number | null;
    percentage_ppm?: number | null;
  } | null;
  expiry_days?: number | null;
  return_days?: number | null;
  pick_up_days?: number | null;
  end_action?: EndAction | null;
};

/** In the order of precedence (TRM-1). */
export const termsLevels = ["item", "account", "category", "store", "organization"] as const;
export type TermsSource = (typeof termsLevels)[number] | "inventory_type" | "system";

export type ResolvedTerms = { terms: Terms; terms_source: Record<keyof Terms, TermsSource> };

export type TermsInput = Partial<Record<(typeof termsLevels)[number], TermsLevel | null>> & {
  inventory_type?: (typeof inventoryTypes)[number];
  /** The tag price at creation, which selects the tier (5.2), in minor units. */
  tag_price?: number;
};

export const systemTerms: Terms = {
  split: 500_000,
  handling_fee: { type: "none", fixed: 0, percentage_ppm: 0 },
  expiry_days: 90,
  return_days: 0,
  pick_up_days: 14,
  end_action: "return_to_consignor",
};

type Found<T> = { value: T; source: TermsSource };

/** TRM-1: the first level that sets the term. */
function first<T>(
  input: TermsInput,
  otherwise: T,
  read: (level: TermsLevel) => T | null | undefined,
): Found<T> {
  for (const source of termsLevels) {
    const value = read(input[source] ?? {});
    if (value !== null && value !== undefined) return { value, source };
  }
  return { value: otherwise, source: "system" };
}

/** 5.2: the tier of the highest `from_price` that the tag price reaches, otherwise the level's flat split. */
function splitOf(level: TermsLevel, tag_price: number): number | null | undefined {
  const reached = (level.split_tiers ?? []).filter(({ from_price }) => from_price <= tag_price);
  const tier = reached.sort((a, b) => b.from_price - a.from_price)[0];
  return tier ? tier.split : level.split;
}

/**
 * TRM-2: one unit; the level that sets the type supplies the values too, and `none` stops the search. A value of the other
 * type is stored, but has no effect.
 */
function handlingFeeOf(level: TermsLevel): HandlingFee | null {
  const { type, fixed, percentage_ppm } = level.handling_fee ?? {};
  if (!type) return null;
  return { type, fixed: fixed ?? 0, percentage_ppm: percentage_ppm ?? 0 };
}

/** TRM-1, TRM-2, TRM-6: the terms of a new item and, for each, the level it came from. */
export function resolveTerms(input: TermsInput): ResolvedTerms {
  const own = input.inventory_type === "buy_outright" || input.inventory_type === "retail";
  const forced = <T>(value: T): Found<T> => ({ value, source: "inventory_type" });
  const found: { [K in keyof Terms]: Found<Terms[K]> } = {
    split: own ? forced(0) : first(input, systemTerms.split, (level) => splitOf(level, input.tag_price ?? 0)),
    handling_fee: own
      ? forced({ ...systemTerms.handling_fee })
      : first(input, { ...systemTerms.handling_fee }, handlingFeeOf),
    expiry_days: first(input, systemTerms.expiry_days, (level) => level.expiry_days),
    return_days: first(input, systemTerms.return_days, (level) => level.return_days),
    pick_up_days: first(input, systemTerms.pick_up_days, (level) => level.pick_up_days),
    end_action: first(input, systemTerms.end_action, (level) => level.end_action),
  };
  const pick = <P extends "value" | "source">(part: P) =>
    Object.fromEntries(Object.entries(found).map(([term, entry]) => [term, entry[part]]));
  return {
    terms: pick("value") as Terms,
    terms_source: pick("source") as ResolvedTerms["terms_source"],
  };
}
