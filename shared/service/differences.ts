/** The parts of an entity that audit records and events may contain (AUD-1, EVT-3, INV-31). */
import { isDeepStrictEqual } from "node:util";
import type { FieldTable } from "../fields/index.ts";
import type { AnyResource } from "../resource/resource.ts";

export const MASK = "•••";

/** Fields whose value really changes, before → after; hidden and private ones masked. */
export function differences(
  resource: AnyResource,
  before: Record<string, unknown>,
  changes: Record<string, unknown>,
): Record<string, [unknown, unknown]> {
  const columns = resource.columns as FieldTable;
  const fields: Record<string, [unknown, unknown]> = {};
  for (const [name, after] of Object.entries(changes)) {
    if (after === undefined) continue;
    const facets = columns[name]?.facets;
    // A field that was not read cannot be compared.
    const unseen = facets?.sealed || (facets?.hidden && !(name in before));
    if (!unseen && isDeepStrictEqual(before[name] ?? null, after)) continue;
    fields[name] = facets?.hidden || facets?.private ? [MASK, MASK] : [before[name] ?? null, after];
  }
  return fields;
}

/** The changes without fields that keep their value, so that a locked field refuses only a real change. */
export function realChanges<C extends object>(before: object, changes: C): C {
  const now = before as Record<string, unknown>;
  const real = Object.entries(changes).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(now[name] ?? null, value),
  );
  return Object.fromEntries(real) as C;
}

/** The new state of the declared fields that matter to consumers: never a secret, never a private field. */
export function eventData(resource: AnyResource, entity: Record<string, unknown>): Record<string, unknown> {
  const columns = resource.columns as FieldTable;
  const told = ([name]: [string, unknown]) => {
    const facets = columns[name]?.facets;
    return facets && !facets.private && !facets.hidden && !facets.derived;
  };
  return Object.fromEntries(Object.entries(entity).filter(told));
}
