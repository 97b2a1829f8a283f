/** The tree of business units: where each stands, and which places are allowed (ORG-1, ORG-2). */

export type Node = { id: string; name: string; parent_id: string | null };

export type Place = {
  depth: number;
  /** From the root down to its parent. */
  ancestor_ids: string[];
  /** By name, then id. */
  child_ids: string[];
  /** Each before those below it. */
  descendant_ids: string[];
};

const byName = (a: Node, b: Node): number =>
  a.name.localeCompare(b.name, "en", { sensitivity: "base" }) || (a.id < b.id ? -1 : 1);

/** Places by id; a node whose parent is missing stands below the root. */
export function placesOf(nodes: readonly Node[], root_id: string): ReadonlyMap<string, Place> {
  const known = new Set(nodes.map(({ id }) => id));
  const below = new Map<string, Node[]>();
  for (const node of nodes) {
    if (node.id === root_id) continue;
    const parent = node.parent_id && known.has(node.parent_id) ? node.parent_id : root_id;
    below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const places = new Map<string, Place>();
  const place = (id: string, ancestor_ids: string[]): string[] => {
    const own: Place = { depth: ancestor_ids.length, ancestor_ids, child_ids: [], descendant_ids: [] };
    places.set(id, own);
    for (const child of (below.get(id) ?? []).sort(byName)) {
      own.child_ids.push(child.id);
      own.descendant_ids.push(child.id, ...place(child.id, [...ancestor_ids, id]));
    }
    return own.descendant_ids;
  };
  place(root_id, []);
  return places;
}

/** These and everything below them. */
export const withDescendants = (
  places: ReadonlyMap<string, Place>,
  ids: readonly string[],
): ReadonlySet<string> => new Set(ids.flatMap((id) => [id, ...(places.get(id)?.descendant_ids ?? [])]));

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
