/** The words of ConsignCloud for states, in both variants (D36). Either vocabulary is read, but what the real service refuses. */
import type { Condition } from "../../../../shared/page.ts";
import { type Codec, type Read, type Wire, words } from "../../../wire/codecs.ts";
import type { WireFilter } from "../../../wire/lists.ts";
import type { Row } from "../../../wire/shape.ts";

export const isReal = ({ profile }: Wire): boolean => profile === "real";

export const inventoryTypes = words({
  consignment: "consignment",
  buy_outright: "buy_outright",
  retail: "retail",
});

export const endActions = words({
  return_to_consignor: "return_to_consignor",
  donate: "donate",
  discard: "discard",
  convert: "convert",
});

const sold = ["sold", "sold_on_shopify", "sold_on_square", "sold_on_third_party", "sold_on_legacy"];
const available = ["active", "parked", "inactive", "to_be_returned"];
const units = [
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
  if (sold.includes(status)) return "sold";
  return status === "returned_to_owner" ? "returned" : status;
}

/** The units of an item by status, all of them named (21.3); units that are not on the shelf yet are left out there. */
export function itemCounts(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(units.map((word) => [word, counts[word] ?? 0]));
}

/** Statuses that a filter's word stands for. */
const itemFilters: Record<string, readonly string[]> = {
  available,
  sold,
  returned: ["returned_to_owner"],
  ...Object.fromEntries(
    ["active", "expired", "donated", "lost", "stolen", "damaged", "parked", "inactive", "discarded"].map(
      (word) => [word, [word]],
    ),
  ),
  ...Object.fromEntries(
    ["sold_on_shopify", "sold_on_square", "sold_on_third_party", "to_be_returned", "returned_to_owner"].map(
      (word) => [word, [word]],
    ),
  ),
};

/** The words that the real service takes: it has no `available` and no `returned`. */
const filterWords = (wire: Wire): string[] =>
  Object.keys(itemFilters).filter((word) => !isReal(wire) || (word !== "available" && word !== "returned"));

export const itemFilter: Codec = {
  schema: { type: "string", enum: Object.keys(itemFilters) },
  out: (value) => value,
  in: (given, wire) =>
    filterWords(wire).includes(String(given))
      ? { value: itemFilters[String(given)] }
      : { allowed: `one of: ${filterWords(wire).join(", ")}` },
};

const moves: Record<string, string> = {
  available: "active",
  returned: "returned_to_owner",
  ...Object.fromEntries(
    [...available, ...sold, "returned_to_owner", "donated", "discarded", "lost", "stolen", "damaged"].map(
      (word) => [word, word],
    ),
  ),
};

/** A status to move units to; `sold` is read and refused by the service, which alone enters it (ITM-1). */
export const unitStatus: Codec = {
  schema: { type: "string", enum: Object.keys(moves) },
  out: (value) => value,
  in: (given, wire) => {
    const word = String(given);
    const known =
      Object.hasOwn(moves, word) && !(isReal(wire) && (word === "available" || word === "returned"));
    return known ? { value: moves[word] } : { allowed: `one of: ${Object.keys(moves).join(", ")}` };
  },
};

/** The state of a sale: the documented words, and open, parked, discarded; the real service's own are ours. */
export function saleWord({ status, refund_status }: Row, wire: Wire): unknown {
  if (isReal(wire) || status !== "finalized") return status;
  return refund_status === "full" ? "returned" : "completed";
}

const is = (field: string, value: unknown): Condition => ({ field, op: "eq", value });
const saleStates: Record<string, Condition[]> = {
  completed: [is("status", "finalized"), { field: "refund_status", op: "ne", value: "full" }],
  returned: [is("status", "finalized"), is("refund_status", "full")],
  ...Object.fromEntries(
    ["finalized", "open", "parked", "voided", "discarded"].map((word) => [word, [is("status", word)]]),
  ),
};

export const saleFilter: WireFilter = {
  field: "status",
  ops: ["eq"],
  codec: {
    schema: { type: "string", enum: Object.keys(saleStates) },
    out: (value) => value,
    in: (given): Read => ({ value: given }),
  },
  conditions(value, wire) {
    const known = Object.keys(saleStates).filter(
      (word) => !isReal(wire) || (word !== "completed" && word !== "returned"),
    );
    return known.includes(value) ? saleStates[value]! : { allowed: `one of: ${known.join(", ")}` };
  },
};
