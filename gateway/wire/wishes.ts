/** What a request asks to see beside what is always shown, and in the place of ids: `include` and `expand` (API-6). */
import { isUuid } from "../../shared/fields/index.ts";
import { wordsOf } from "../query.ts";
import { type Row, type Shape, show } from "./shape.ts";
import type { Talk } from "./talk.ts";

/**
 * What `expand` shows in the place of an id, or of each of a list of ids: the entry that the action `many` finds, or the id
 * alone where nothing more is kept of it. Without a shape: what is an object anyway, and may be asked for.
 */
export type Expansion = { shape?: Shape; many?: string };
export type Expands = Record<string, Expansion>;

export type Wishes = {
  /** Undefined in variants that show everything. */
  include: ReadonlySet<string> | undefined;
  /** The expanded fields, each with what of its objects is shown beside the usual. */
  expand: ReadonlyMap<string, ReadonlySet<string>>;
  count: boolean;
};

export const asked = (shape: Shape): string[] =>
  Object.entries(shape.fields)
    .filter(([, field]) => field.asked)
    .map(([name]) => name);

/** "customer.tags": what can be asked for of the objects in the place of ids. */
const inside = (expands: Expands): string[] =>
  Object.entries(expands).flatMap(([word, { shape }]) =>
    shape ? asked(shape).map((name) => `${word}.${name}`) : [],
  );

export const isWish = ([name]: readonly [string, string]) => /^(include|expand)(\[\])?$/.test(name);

/** `includes`: whether the variant knows `include`. A field of an object asks for the object with it. */
export function wishesOf(talk: Talk, shape: Shape, expands: Expands, includes: boolean): Wishes {
  const { query } = talk.asked;
  const words = wordsOf(query, "include", [...Object.keys(shape.fields), ...inside(expands), "count"]);
  const expand = new Map<string, Set<string>>();
  const objects = (word: string) => expand.get(word) ?? expand.set(word, new Set()).get(word)!;
  for (const word of wordsOf(query, "expand", Object.keys(expands))) objects(word);
  for (const word of words) {
    const [object, name] = word.split(".") as [string, string?];
    if (name) objects(object).add(name);
  }
  return {
    include: includes ? new Set([...words, ...expand.keys()]) : undefined,
    expand,
    count: words.includes("count"),
  };
}

type Identified = { id: string };
const isIdentified = (value: unknown): value is Identified =>
  typeof value === "object" && value !== null && "id" in value;
const idOf = (value: unknown): string[] => {
  const id = isIdentified(value) ? value.id : value;
  return typeof id === "string" && isUuid(id) ? [id] : [];
};

/** Puts objects in the place of ids in shown bodies. */
export async function expandIn(
  talk: Talk,
  expands: Expands,
  { expand }: Wishes,
  bodies: readonly Row[],
): Promise<void> {
  await Promise.all(
    [...expand].map(async ([word, include]) => {
      const { shape, many } = expands[word]!;
      if (!shape) return;
      const ids = [...new Set(bodies.flatMap((body) => [body[word]].flat().flatMap(idOf)))];
      const found = many && ids.length ? await talk.call<Row[]>(many, { ids }, { trial: true }) : [];
      const shown = await talk.showEach(shape, found, include);
      const byId = new Map(shown.map((each) => [each.id, each]));
      const objectOf = (value: unknown): unknown => {
        const [id] = idOf(value);
        return id ? (byId.get(id) ?? show(shape, { id }, talk.wire, undefined, include)) : value;
      };
      for (const body of bodies) {
        const value = body[word];
        if (value !== undefined) body[word] = Array.isArray(value) ? value.map(objectOf) : objectOf(value);
      }
    }),
  );
}
