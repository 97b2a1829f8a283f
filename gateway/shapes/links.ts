/** Resolves the links of a shape, with one call for each source. */

import type { Body } from "./body.ts";
import { type Link, type Links, noLinks, type Reads } from "./link.ts";
import { type Shape, valueAt, type WireField } from "./shape.ts";

type Named = { link: Link; key?: string; id?: string };

/** Ids for the keys that bodies name. */
export const linksNamed = (reads: Reads, shape: Shape, bodies: readonly Body[]): Promise<Links> =>
  resolved(
    reads,
    linkedFields(shape).flatMap(([name, link]) =>
      bodies.flatMap((body) => {
        const key = body[name];
        return typeof key === "string" ? link.source.spellings(key).map((each) => ({ link, key: each })) : [];
      }),
    ),
  );

/** Keys for the ids that rows have. */
export const linksShown = (reads: Reads, shape: Shape, rows: readonly Body[]): Promise<Links> =>
  resolved(
    reads,
    linkedFields(shape).flatMap(([, link, path]) =>
      rows.flatMap((row) => {
        const id = valueAt(row, path);
        return typeof id === "string" ? [{ link, id }] : [];
      }),
    ),
  );

const isLinked = (entry: [string, WireField]): entry is [string, WireField & { link: Link }] =>
  entry[1].link !== undefined;

const linkedFields = ({ fields }: Shape): [name: string, link: Link, path: string][] =>
  Object.entries(fields)
    .filter(isLinked)
    .map(([name, { link, path }]) => [name, link, path]);

const distinct = (values: (string | undefined)[]) =>
  [...new Set(values)].filter((each) => each !== undefined);

async function resolved(reads: Reads, named: readonly Named[]): Promise<Links> {
  const [first] = named;
  if (!first) return noLinks;
  const sources = [...Map.groupBy(named, ({ link }) => link.source)];
  const found = await Promise.all(
    sources.map(([source, own]) =>
      source.resolve(
        reads,
        [...Map.groupBy(own, ({ link }) => link.kind)].map(([kind, each]) => ({
          kind,
          keys: distinct(each.map(({ key }) => key)),
          ids: distinct(each.map(({ id }) => id)),
        })),
      ),
    ),
  );
  const all = found.flat();
  const byId = new Map(all.map(({ id, key }) => [id, key]));
  const byKey = new Map(all.map(({ kind, key, id }) => [`${kind} ${key}`, id]));
  const idOf = (kind: string, key: string) => byKey.get(`${kind} ${key}`);
  return {
    id: ({ source, kind }, key) =>
      source
        .spellings(key)
        .map((each) => idOf(kind, each))
        .find((id) => id !== undefined),
    key: (id) => byId.get(id),
  };
}
