/** The trees of business units and of categories: each row has its place below a top (MRC-INV-5). */
import type { Walk } from "../check.ts";

const trees = [
  ["accounts", "business_units"],
  ["catalog", "categories"],
] as const;

type Parents = ReadonlyMap<string, string | null>;

/** What is wrong with the place of a row; null: it reaches a top. */
function misplaced(parents: Parents, id: string): string | null {
  const seen = new Set<string>();
  let at: string | null = id;
  while (at !== null && parents.has(at) && !seen.has(at)) {
    seen.add(at);
    at = parents.get(at) ?? null;
  }
  if (at === null) return null;
  return seen.has(at) ? "lies below itself" : `lies below ${at}, which is not there`;
}

export const placesInTrees: Walk = {
  checks: { "MRC-INV-5": "every business unit and category has a parent that is there, up to a top" },
  async run(stores, tell) {
    for (const [service, collection] of trees) {
      const fields = ["org_id", "parent_id"];
      const parents = new Map<string, string | null>();
      const read = () => stores.rows(service, collection, { deleted_at: null }, { fields });
      for await (const { _id, parent_id } of read()) parents.set(_id, parent_id ?? null);
      for await (const row of read()) {
        tell.read("MRC-INV-5");
        const told = misplaced(parents, row._id);
        if (told !== null) tell.breach("MRC-INV-5", row, told);
      }
    }
  },
};
