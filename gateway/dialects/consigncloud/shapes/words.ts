/** ConsignCloud's words for states (D36). Words of both variants are accepted, except those that the real service refuses. */
import { unitStatuses } from "../../../../services/inventory/public.ts";
import type { sale } from "../../../../services/sales/public.ts";
import type { Condition } from "../../../../shared/page.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import { c, filterBy, filterByConditions } from "../../../kit/index.ts";

export const isReal = ({ profile }: c.Wire): boolean => profile === "real";

export const endActions = c.choiceOf(["return_to_consignor", "donate", "discard", "convert"]);

const sold = unitStatuses.filter((each) => each.startsWith("sold"));
const available: readonly string[] = ["active", "parked", "inactive", "to_be_returned"];
const counted: readonly string[] = [
  ...["active", "damaged", "donated", "lost", "parked", "returned_to_owner", ...sold],
  ...["stolen", "to_be_returned"],
];

/** The documented words, then the states' own where the document has none. */
export const itemWords = [
  ...["available", "sold", "returned", "donated"],
  ...["discarded", "lost", "stolen", "damaged"],
] as const;

/** One word for an item: the documented one, or the state's own where the document has none. */
export function itemWord(status: string): string {
  if (available.includes(status) || status === "expired") return "available";
  if (status.startsWith("sold")) return "sold";
  return status === "returned_to_owner" ? "returned" : status;
}

/** The units of an item by status, all of them named (21.3); units that are not on the shelf yet are left out. */
export const itemCounts = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(counted.map((word) => [word, counts[word] ?? 0]));

/** Words that the document has and the real service refuses. */
const documentedOnly = ["available", "returned", "completed"];
const offers = (word: string, wire: c.Wire) => !isReal(wire) || !documentedOnly.includes(word);

const single = [
  ...["active", "expired", "donated", "lost", "stolen", "damaged", "parked", "inactive", "discarded"],
  ...["sold_on_shopify", "sold_on_square", "sold_on_third_party", "to_be_returned", "returned_to_owner"],
];

/** Statuses that a filter's word stands for. */
const itemFilters: Record<string, readonly string[]> = {
  ...{ available, sold, returned: ["returned_to_owner"] },
  ...Object.fromEntries(single.map((word) => [word, [word]])),
};
export const itemFilter = filterBy("status", c.wordsFor(itemFilters, offers), ["eq", "ne"]);

/** A status to move units to; `sold` is read and refused by the service, which alone enters it (ITM-1). */
export const unitStatus = c.wordsFor(
  { available: "active", returned: "returned_to_owner", ...c.alike(unitStatuses) } as const,
  offers,
);

/** The state of a sale: the documented words, and open, parked, discarded; the real service's own are ours. */
export function saleWord({ status, refund_status }: Entity<typeof sale>, wire: c.Wire): string {
  if (isReal(wire) || status !== "finalized") return status;
  return refund_status === "full" ? "returned" : "completed";
}

const is = (field: string, value: unknown): Condition => ({ field, op: "eq", value });
const saleStates = {
  completed: [is("status", "finalized"), { field: "refund_status", op: "ne", value: "full" }],
  returned: [is("status", "finalized"), is("refund_status", "full")],
  ...Object.fromEntries(
    ["finalized", "open", "parked", "voided", "discarded"].map((word) => [word, [is("status", word)]]),
  ),
} satisfies Record<string, Condition[]>;
export const saleFilter = filterByConditions("status", c.wordsFor<Condition[]>(saleStates, offers));
