/** The terms of an item: resolved at its creation, changed manually afterwards (3.6). */
import type { inventoryTypes } from "../../accounts/public.ts";
import { itemDates } from "./dates.rules.ts";
import {
  type ResolvedTerms,
  resolveTerms,
  type Terms,
  type TermsLevel,
  type termsLevels,
} from "./terms.rules.ts";

/** A row of any level that has default terms. */
export type WithDefaults = {
  default_split?: number | null;
  default_handling_fee?: TermsLevel["handling_fee"];
  default_expiry_days?: number | null;
  default_return_days?: number | null;
  default_pick_up_days?: number | null;
  default_end_action?: Terms["end_action"] | null;
};

export type InheritedLevels = Partial<
  Record<Exclude<(typeof termsLevels)[number], "item">, TermsLevel | null>
>;

export const termNames = [
  "split",
  "handling_fee",
  "expiry_days",
  "return_days",
  "pick_up_days",
  "end_action",
] as const satisfies readonly (keyof Terms)[];

export const levelOf = (row: WithDefaults | null): TermsLevel | null =>
  row && {
    split: row.default_split ?? null,
    handling_fee: row.default_handling_fee ?? null,
    expiry_days: row.default_expiry_days ?? null,
    return_days: row.default_return_days ?? null,
    pick_up_days: row.default_pick_up_days ?? null,
    end_action: row.default_end_action ?? null,
  };

/** Merges several levels of the same kind, nearest first: each term comes from the first level that sets it. */
export function nearest(levels: readonly (TermsLevel | null)[]): TermsLevel {
  const found: Record<string, unknown> = {};
  for (const level of levels) {
    for (const term of termNames) found[term] ??= level?.[term];
  }
  return found as TermsLevel;
}

export type ItemTerms = Terms & {
  terms_source: ResolvedTerms["terms_source"];
  expires_on: string;
  pick_up_until: string;
};

type Kind = (typeof inventoryTypes)[number];
type Created = { own: TermsLevel; inventory_type: Kind; tag_price: number; schedule_start: string };

/** TRM-1, TRM-5, TRM-6: the stored terms of a new item. */
export function newTerms(created: Created, inherited: InheritedLevels): ItemTerms {
  const { own, inventory_type, tag_price, schedule_start } = created;
  const { terms, terms_source } = resolveTerms({ ...inherited, item: own, inventory_type, tag_price });
  return { ...terms, terms_source, ...itemDates(schedule_start, terms) };
}

/** The terms in the request: the item's own level. */
export const ownLevel = (given: TermsLevel): TermsLevel =>
  Object.fromEntries(termNames.map((term) => [term, given[term]])) as TermsLevel;

type Stored = {
  inventory_type: Kind;
  tag_price: number;
  schedule_start: string | null;
  expires_on: string | null;
  pick_up_until: string | null;
  terms_source: ResolvedTerms["terms_source"] | null;
} & { [term in keyof Terms]: unknown };

type TermChanges = TermsLevel & {
  inventory_type?: Kind;
  schedule_start?: string | null;
  expires_at?: string | null;
  pick_up_at?: string | null;
};

/** Whether inherited terms are needed: a term is reset, or goods become consigned. */
export const asksLevels = (before: Stored, changes: TermChanges): boolean =>
  termNames.some((term) => changes[term] === null) ||
  (changes.inventory_type === "consignment" && before.inventory_type !== "consignment");

/** The terms that a change contains (TRM-4). */
export const termsNamed = (changes: TermChanges): string[] =>
  [...termNames, "inventory_type", "schedule_start", "expires_at", "pick_up_at"].filter(
    (name) => name in changes,
  );

/**
 * TRM-4: terms in the request apply from now on, null resets a term to the inherited one, and own goods have none
 * (TRM-6). The dates follow (TRM-5).
 */
export function changedTerms(
  before: Stored,
  changes: TermChanges,
  inherited: InheritedLevels,
  today: string,
): Record<string, unknown> {
  if (termsNamed(changes).length === 0) return {};
  const inventory_type = changes.inventory_type ?? before.inventory_type;
  const { tag_price, terms_source: source } = before;
  const resolved = resolveTerms({ ...inherited, item: ownLevel(changes), inventory_type, tag_price });
  const forced = (term: keyof Terms) =>
    resolved.terms_source[term] === "inventory_type" || source?.[term] === "inventory_type";
  const again = termNames.filter((term) => term in changes || forced(term));
  const terms = Object.fromEntries(again.map((term) => [term, resolved.terms[term]]));
  const sources = Object.fromEntries(again.map((term) => [term, resolved.terms_source[term]]));
  const after = { ...before, ...terms } as Terms;
  const schedule_start =
    "schedule_start" in changes ? (changes.schedule_start ?? today) : (before.schedule_start ?? today);
  const dates = itemDates(schedule_start, after);
  const moved = dates.expires_on === before.expires_on ? {} : { expiry_announced_on: null };
  return { ...terms, terms_source: { ...source, ...sources }, schedule_start, ...dates, ...moved };
}

/** TRM-3: resolves an item's terms again, except those that were set on the item itself. */
export function reappliedTerms(before: Stored, inherited: InheritedLevels, today: string): ItemTerms {
  const own = Object.fromEntries(
    termNames.filter((term) => before.terms_source?.[term] === "item").map((term) => [term, before[term]]),
  ) as TermsLevel;
  const { inventory_type, tag_price } = before;
  return newTerms(
    { own, inventory_type, tag_price, schedule_start: before.schedule_start ?? today },
    inherited,
  );
}
