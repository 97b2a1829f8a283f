/** Paging of a dialect: its query parameters as words, each with what it asks for, and the envelope of a page. */
import { invalidField } from "../../shared/errors.ts";
import type { JsonSchema } from "../../shared/fields/index.ts";
import { type ListQuery, MAX_LIMIT, type Page } from "../../shared/page.ts";
import { objectWith } from "../shapes/schema.ts";
import type { Listing, Paging } from "./dialect.ts";
import { wholeNumber, wordsOf } from "./query.ts";
import type { Parameter } from "./request.ts";

type Word = Omit<Parameter, "name"> & { read(text: string, name: string): Partial<ListQuery> };
/** A query parameter of lists; null where a list does not offer it. */
export type PageWord = (listing: Listing) => Word | null;

const text: JsonSchema = { type: "string" };

/** How many rows a page has, at most `most`. */
export const pageLimit =
  (most = MAX_LIMIT): PageWord =>
  () => ({
    schema: { type: "integer", minimum: 1, maximum: most },
    read: (given, name) => ({ limit: wholeNumber(name, given, 1, most) }),
  });

/** How many rows are skipped. */
export const skipped: PageWord = () => ({
  schema: { type: "integer", minimum: 0 },
  read: (given, name) => ({ skip: wholeNumber(name, given, 0, 1_000_000) }),
});

export const cursor: PageWord = () => ({
  ...{ schema: text, about: "`next_cursor` of the previous page." },
  read: (given) => ({ cursor: given }),
});

const deletions = ["exclude", "include", "only"] as const;
export const deleted: PageWord = () => ({
  ...{ schema: { type: "string", enum: deletions }, about: "Deleted entries; left out by default." },
  read: (given, name) => ({ deleted: oneOf(name, given, deletions) }),
});

/** The same, only where the resource keeps deleted entries. */
export const deletedIfKept: PageWord = (listing) => (listing.resource.hardDelete ? null : deleted(listing));

export const search: PageWord = ({ resource }) =>
  resource.search
    ? {
        ...{ schema: text, about: "Words; each matches words that begin with it." },
        read: (given) => ({ search: given }),
      }
    : null;

/** A field with a leading "-" for descending. The service refuses other fields. */
export const sortField: PageWord = ({ sorts }) => ({
  schema: { type: "string", enum: [...sorts.keys()].flatMap((name) => [name, `-${name}`]) },
  about: "A field, descending with a leading `-`.",
  read: (given) => ({ sort: given }),
});

/** "created", "-created", "created:asc", "created:desc"; the fields in `newestFirst` descend by default. */
export const sortWord =
  (newestFirst: readonly string[] = []): PageWord =>
  ({ sorts }) => ({
    schema: text,
    about: `One of ${[...sorts.keys()].join(", ") || newestFirst.join(", ")}; descending with a leading - or :desc behind it.`,
    read(given, parameter) {
      const [, minus, name = "", way] = /^(-?)([a-zA-Z_]+)(?::(asc|desc))?$/.exec(given) ?? [];
      const field = sorts.get(name);
      if (!field) throw unknownSort(parameter, [...sorts.keys()]);
      const ascends = way === "asc" || (!minus && !way && !newestFirst.includes(name));
      return { sort: ascends ? field : `-${field}` };
    },
  });

function unknownSort(parameter: string, names: readonly string[]) {
  const message = names.length
    ? `'${parameter}' must be one of: ${names.join(", ")}; each also with a leading '-', or ':asc' or ':desc' behind it.`
    : `'${parameter}' is not offered here.`;
  return invalidField(parameter, "invalid_value", message);
}

function oneOf<W extends string>(name: string, given: string, words: readonly W[]): W {
  const found = words.find((each) => each === given);
  if (found) return found;
  throw invalidField(name, "invalid_value", `'${name}' must be one of: ${words.join(", ")}.`);
}

/** `include=count`. */
export const includedCount: PageWord = () => ({
  schema: { type: "array", items: { type: "string", enum: ["count"] } },
  about: "`count` adds the number of all matching entries.",
  read: (given, name) => (wordsOf([[name, given]], name, ["count"]).length ? { count: true } : {}),
});

type Part = {
  schema: JsonSchema;
  of(page: Page<unknown>, list: ListQuery): unknown;
  /** Left out of some pages. */
  optional?: true;
};

export const nextCursor: Part = { schema: { type: ["string", "null"] }, of: (page) => page.next_cursor };
/** The number of all entries, where it was requested. */
export const count: Part = { schema: { type: "integer" }, of: (page) => page.count, optional: true };
export const total: Part = { schema: { type: "number" }, of: (page) => page.count ?? 0 };
export const pageSize: Part = { schema: { type: "number" }, of: (_page, { limit }) => limit };
export const offset: Part = { schema: { type: "number" }, of: (_page, { skip }) => skip };

/** Parts under one name. */
export const together = (parts: Readonly<Record<string, Part>>): Part => ({
  schema: schemaOf(parts),
  of: (page, list) => valuesOf(parts, page, list),
});

const schemaOf = (parts: Readonly<Record<string, Part>>, more: Record<string, JsonSchema> = {}) =>
  objectWith(
    { ...more, ...Object.fromEntries(Object.entries(parts).map(([name, { schema }]) => [name, schema])) },
    [...Object.keys(more), ...Object.keys(parts).filter((name) => !parts[name]!.optional)],
  );

const valuesOf = (parts: Readonly<Record<string, Part>>, page: Page<unknown>, list: ListQuery) =>
  Object.fromEntries(
    Object.entries(parts)
      .map(([name, part]) => [name, part.of(page, list)] as const)
      .filter(([, value]) => value !== undefined),
  );

/** Pages as an object: the rows under `data`, and the position of the page in the list. */
export const envelope = (
  data: string,
  parts: Readonly<Record<string, Part>>,
): Pick<Paging, "present" | "schema"> => ({
  present: (page, list) => ({ [data]: page.data, ...valuesOf(parts, page, list) }),
  schema: (items) => schemaOf(parts, { [data]: { type: "array", items } }),
});

/** The paging parameters of a dialect; `start` is the list that a request without any asks for. */
export function pageWords(
  words: Readonly<Record<string, PageWord>>,
  start: ListQuery = {},
): Pick<Paging, "parameters" | "read"> {
  const known = new WeakMap<Listing, ReadonlyMap<string, Word>>();
  const offered = (listing: Listing): ReadonlyMap<string, Word> => {
    const found = known.get(listing) ?? wordsIn(words, listing);
    known.set(listing, found);
    return found;
  };
  return {
    parameters: (listing) =>
      [...offered(listing)].map(([name, { read: _read, ...documented }]) => ({ name, ...documented })),
    read(query, listing) {
      const list = { ...start };
      const rest = query.filter(([given, value]) => {
        const name = given.replace(/\[\]$/, "");
        const word = offered(listing).get(name);
        if (!word || (name !== given && word.schema.type !== "array")) return true;
        Object.assign(list, word.read(value, name));
        return false;
      });
      return { list, rest };
    },
  };
}

const wordsIn = (words: Readonly<Record<string, PageWord>>, listing: Listing): ReadonlyMap<string, Word> =>
  new Map(
    Object.entries(words).flatMap(([name, make]) => {
      const word = make(listing);
      return word ? [[name, word] as const] : [];
    }),
  );
