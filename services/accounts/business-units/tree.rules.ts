/** The tree of business units: where each stands, and which places are allowed (ORG-1, ORG-2). */

import type { Place } from "../../../shared/resource/tree.ts";

/** These and everything below them. */
export const withDescendants = (
  places: ReadonlyMap<string, Place>,
  ids: readonly string[],
): ReadonlySet<string> => new Set(ids.flatMap((id) => [id, ...(places.get(id)?.descendant_ids ?? [])]));

/** Restrictions to business units with everything below them, both at once; null restricts nothing. */
export function inBoth(
  places: ReadonlyMap<string, Place>,
  one: readonly string[] | null,
  other: readonly string[] | null,
): readonly string[] | null {
  if (!one || !other) return one ?? other;
  const others = withDescendants(places, other);
  return [...withDescendants(places, one)].filter((id) => others.has(id));
}

export type Misplaced = "own_parent" | "descendant" | "child_is_parent" | "child_is_ancestor";

/** Whether a node may have this parent and these children; null: yes. */
export function misplaced(
  places: ReadonlyMap<string, Place>,
  { id, parent_id, child_ids }: { id: string; parent_id: string; child_ids: readonly string[] },
): Misplaced | null {
  if (parent_id === id) return "own_parent";
  if (places.get(id)?.descendant_ids.includes(parent_id)) return "descendant";
  if (child_ids.includes(parent_id)) return "child_is_parent";
  const above = places.get(parent_id)?.ancestor_ids ?? [];
  return child_ids.some((child) => child === id || above.includes(child)) ? "child_is_ancestor" : null;
}
