/** Trees of rows that name their parents: where each stands. */

export type Node = { readonly id: string; readonly name: string; readonly parent_id: string | null };

export type Place = {
  depth: number;
  /** From the top down to its parent. */
  ancestor_ids: string[];
  /** By name, then id. */
  child_ids: string[];
  /** Each before those below it. */
  descendant_ids: string[];
};

const byName = (a: Node, b: Node): number =>
  a.name.localeCompare(b.name, "en", { sensitivity: "base" }) || (a.id < b.id ? -1 : 1);

const TOP = "";

/**
 * Places by id, in the order of the tree. A node whose parent is missing stands below the root; where there is no root (null),
 * at the top.
 */
export function placesOf(nodes: readonly Node[], root_id: string | null): ReadonlyMap<string, Place> {
  const known = new Set(nodes.map(({ id }) => id));
  const top = root_id ?? TOP;
  const below = new Map<string, Node[]>();
  for (const node of nodes) {
    if (node.id === root_id) continue;
    const parent = node.parent_id && known.has(node.parent_id) ? node.parent_id : top;
    below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const places = new Map<string, Place>();
  const childrenOf = (id: string): Node[] => (below.get(id) ?? []).sort(byName);
  const place = (id: string, ancestor_ids: string[]): string[] => {
    const own: Place = { depth: ancestor_ids.length, ancestor_ids, child_ids: [], descendant_ids: [] };
    places.set(id, own);
    for (const child of childrenOf(id)) {
      own.child_ids.push(child.id);
      own.descendant_ids.push(child.id, ...place(child.id, [...ancestor_ids, id]));
    }
    return own.descendant_ids;
  };
  if (root_id !== null) place(root_id, []);
  else for (const each of childrenOf(TOP)) place(each.id, []);
  return places;
}
