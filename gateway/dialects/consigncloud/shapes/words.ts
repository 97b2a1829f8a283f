/** ConsignCloud's words for states (D36). Words of both variants are accepted, except those that the real service refuses. */
import { unitStatuses } from "../../../../services/inventory/public.ts";
import type { sale } from "../../../../services/sales/public.ts";
import type { Condition } from "../../../../shared/page.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import type { FilterWord } from "../../../kit/filters.ts";
import { type Codec, choiceOf, type Wire } from "../../../shapes/codecs.ts";

export const isReal = ({ profile }: Wire): boolean => profile === "real";

export const endActions = choiceOf(["return_to_consignor", "donate", "discard", "convert"]);

type Unit = (typeof unitStatuses)[number];
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
const documentedOnly = ["available", "returned"];
const offered = (words: readonly string[], wire: Wire): readonly string[] =>
  isReal(wire) ? words.filter((word) => !documentedOnly.includes(word)) : words;

/** Statuses that a filter's word stands for. */
const itemFilters = new Map<string, readonly string[]>([
  ["available", available],
  ["sold", sold],
  ["returned", ["returned_to_owner"]],
  ...["active", "expired", "donated", "lost", "stolen", "damaged", "parked", "inactive", "discarded"].map(
    (word): [string, string[]] => [word, [word]],
  ),
  ...["sold_on_shopify", "sold_on_square", "sold_on_third_party", "to_be_returned", "returned_to_owner"].map(
    (word): [string, string[]] => [word, [word]],
  ),
]);
const filterWords = [...itemFilters.keys()];

export const itemFilter: FilterWord = {
  ...{ field: "status", ops: ["eq", "ne"], schema: { type: "string", enum: filterWords } },
  read: (word, wire) =>
    offered(filterWords, wire).includes(word)
      ? { value: itemFilters.get(word) }
      : { allowed: `one of: ${offered(filterWords, wire).join(", ")}` },
};

const moves = new Map<string, Unit>([
  ["available", "active"],
  ["returned", "returned_to_owner"],
  ...unitStatuses.map((word): [string, Unit] => [word, word]),
]);
const moveWords = [...moves.keys()];

/** A status to move units to; `sold` is read and refused by the service, which alone enters it (ITM-1). */
export const unitStatus: Codec<Unit> = {
  schema: { type: "string", enum: moveWords },
  out: (value) => value,
  in: (given, wire) => {
    const unit = offered(moveWords, wire).includes(String(given)) ? moves.get(String(given)) : undefined;
    return unit ? { value: unit } : { allowed: `one of: ${offered(moveWords, wire).join(", ")}` };
  },
};

/** The state of a sale: the documented words, and open, parked, discarded; the real service's own are ours. */
export function saleWord({ status, refund_status }: Entity<typeof sale>, wire: Wire): string {
  if (isReal(wire) || status !== "finalized") return status;
  return refund_status === "full" ? "returned" : "completed";
}

const is = (field: string, value: unknown): Condition => ({ field, op: "eq", value });
const saleStates = new Map<string, Condition[]>([
  ["completed", [is("status", "finalized"), { field: "refund_status", op: "ne", value: "full" }]],
  ["returned", [is("status", "finalized"), is("refund_status", "full")]],
  ...["finalized", "open", "parked", "voided", "discarded"].map((word): [string, Condition[]] => [
    word,
    [is("status", word)],
  ]),
]);

export const saleFilter: FilterWord = {
  ...{ field: "status", ops: ["eq"], schema: { type: "string", enum: [...saleStates.keys()] } },
  read: (value) => ({ value }),
  conditions(word, wire) {
    const words = [...saleStates.keys()].filter(
      (each) => !isReal(wire) || (each !== "completed" && each !== "returned"),
    );
    const found = words.includes(word) ? saleStates.get(word) : undefined;
    return found ?? { allowed: `one of: ${words.join(", ")}` };
  },
};
