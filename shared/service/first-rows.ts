/** What every organization begins with. */
import { count, type FieldTable } from "../fields/index.ts";
import { idOf } from "../ids.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { Entity, Resource } from "../resource/resource.ts";
import { operation, shapeOf } from "./operation.ts";
import type { Tx } from "./tx.ts";

/** Declares the operation that makes it: `beginning("catalog.tax", "a default tax rate")`. */
export const beginning = <const N extends string>(noun: N, what: string) =>
  operation({
    name: `${noun}.begin`,
    about: `Makes ${what} for an organization that has never had such; again changes nothing.`,
    input: {},
    output: shapeOf({ made: count() }),
  });

/**
 * Makes those rows that the organization has never had, and returns how many. Their ids follow from their codes, so that two who
 * make them at once meet; one that was deleted stays deleted, one whose code was changed is not made again, and another one of
 * the same code takes its place. `among` finds the rows whose codes count.
 */
export async function makeFirst<T extends FieldTable>(
  tx: Tx,
  of: Resource<T>,
  rows: readonly (Partial<Entity<Resource<T>>> & { readonly code: string })[],
  among: MongoFilter = { code: { $in: rows.map(({ code }) => code) } },
): Promise<number> {
  const wanted = rows.map((each) => ({ ...each, id: idOf(`${of.name}:${tx.org.id}:${each.code}`) }));
  const known: { id: string; code?: unknown }[] = await tx.find(of, {
    $or: [{ _id: { $in: wanted.map(({ id }) => id) } }, among],
  });
  const taken = new Set(known.flatMap(({ id, code }) => [id, String(code).toLowerCase()]));
  const missing = wanted.filter(({ id, code }) => !taken.has(id) && !taken.has(code.toLowerCase()));
  await tx.insertMany(of, missing);
  return missing.length;
}
