/** Filter words that several of Mercato's lists have (W-12, W-13). */
import { isEmail, isLocalDate, isUuid } from "../../../shared/fields/index.ts";
import type { Condition } from "../../../shared/page.ts";
import type { FilterWord } from "../../kit/filters.ts";
import { filterBy, filterByConditions } from "../../kit/filters.ts";
import { dayEdge } from "../../kit/query.ts";
import type { Codec } from "../../shapes/codecs.ts";
import { flagWord } from "./paging.ts";
import { amount } from "./shapes/common.ts";

/** A word whose text stands for conditions; an empty list filters nothing. */
const wordOf = (
  field: string,
  schema: object,
  read: (text: string, zone: string) => Condition[],
): FilterWord =>
  filterByConditions(field, {
    schema: { ...schema },
    out: (value) => value,
    in: (given, { timezone }) => ({ value: read(String(given), timezone) }),
  } satisfies Codec<readonly Condition[]>);

const text = { type: "string" };

/** A boolean as a word; any other text counts as absent. */
export const flagFilter = (field: string): FilterWord =>
  wordOf(field, text, (given) => {
    const value = flagWord(given);
    return value === undefined ? [] : [{ field, op: "eq", value }];
  });

/** Ids separated by commas: any of them; a blank text filters nothing. */
export const idsFilter = (field: string): FilterWord =>
  wordOf(field, text, (given) =>
    given.trim() ? [{ field, op: "in", value: given.split(",").filter(isUuid) }] : [],
  );

/** `…=true` forces an empty page. */
export const emptyFilter = (field: string): FilterWord =>
  wordOf(field, text, (given) => (flagWord(given) ? [{ field, op: "in", value: [] }] : []));

export const textFilter = (field: string): FilterWord =>
  wordOf(field, text, (given) => [{ field, op: "eq", value: given }]);

/** Whether a field has a value. */
export const presence = (field: string): FilterWord =>
  wordOf(field, text, (given) => {
    const value = flagWord(given);
    return value === undefined ? [] : [{ field, op: value ? "ne" : "eq", value: null }];
  });

/** An e-mail address; any other text matches nothing. */
export const emailFilter = (field: string): FilterWord =>
  wordOf(field, text, (given) =>
    isEmail(given.trim()) ? [{ field, op: "eq", value: given.trim() }] : [{ field, op: "in", value: [] }],
  );

/** A text that begins with another, or has it inside. */
export const partFilter = (field: string, op: "starts" | "contains"): FilterWord =>
  wordOf(field, text, (given) => (given.trim() ? [{ field, op, value: given.trim() }] : []));

type Bounds = { readonly [name: string]: FilterWord };

/** `…Min` and `…Max` of an amount. */
export const amounts = (name: string, field: string): Bounds => ({
  [`${name}Min`]: { ...filterBy(field, amount, ["gte"]), conditions: bound(field, "gte") },
  [`${name}Max`]: { ...filterBy(field, amount, ["lte"]), conditions: bound(field, "lte") },
});

const bound =
  (field: string, op: "gte" | "lte"): NonNullable<FilterWord["conditions"]> =>
  (given, wire) => {
    const read = amount.in(given, wire);
    return "value" in read
      ? [{ field, op, value: read.value }]
      : { allowed: "allowed" in read ? read.allowed : "a number" };
  };

/** `…Min` and `…Max` of a count. */
export const counts = (name: string, field: string): Bounds => ({
  [`${name}Min`]: counted(field, "gte"),
  [`${name}Max`]: counted(field, "lte"),
});

const counted = (field: string, op: "gte" | "lte"): FilterWord => ({
  ...wordOf(field, { type: "number" }, () => []),
  conditions: (given) =>
    /^\d{1,9}$/.test(given) ? [{ field, op, value: Number(given) }] : { allowed: "a whole number" },
});

/** `…From` and `…To` of a moment; a bare date in `…To` means the end of that day. */
export const dates = (name: string, field: string): Bounds => ({
  [`${name}From`]: moment(field, "gte"),
  [`${name}To`]: moment(field, "lte"),
});

const moment = (field: string, op: "gte" | "lte"): FilterWord => ({
  ...wordOf(field, text, () => []),
  conditions(given, { timezone }) {
    if (isLocalDate(given)) return [{ field, op, value: dayEdge(given, op, timezone) }];
    const at = Date.parse(given);
    return Number.isNaN(at)
      ? { allowed: "a date or a moment" }
      : [{ field, op, value: new Date(at).toISOString() }];
  },
});
