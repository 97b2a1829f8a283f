/** The terms of an item as its fields: resolved when it is created, changed by hand afterwards (3.6). */
import { itemDates } from "./dates.ts";
import { type ResolvedTerms, resolveTerms, type Terms, type TermsLevel, type termsLevels } from "./terms.ts";

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
    split: row.default_split,
    handling_fee: row.default_handling_fee,
    expiry_days: row.default_expiry_days,
    return_days: row.default_return_days,
    pick_up_days: row.default_pick_up_days,
    end_action: row.default_end_action,
  };

/** One level out of several of the same kind, nearest first: each term from the first that says something. */
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

type Kind = "consignment" | "buy_outright" | "retail";
type Created = { own: TermsLevel; inventory_type: Kind; tag_price: number; schedule_start: string };

/** TRM-1, TRM-5, TRM-6: what is stored on a new item. */
export function newTerms(created: Created, inherited: InheritedLevels): ItemTerms {
  const { own, inventory_type, tag_price, schedule_start } = created;
  const { terms, terms_source } = resolveTerms({ ...inherited, item: own, inventory_type, tag_price });
  return { ...terms, terms_source, ...itemDates(schedule_start, terms) };
}

/** What the caller himself said of the terms: the item's own level. */
export const ownLevel = (given: TermsLevel): TermsLevel =>
  Object.fromEntries(termNames.map((term) => [term, given[term]])) as TermsLevel;
