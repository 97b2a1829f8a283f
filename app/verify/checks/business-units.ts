/** The tree of business units: each has its place below the root (MRC-INV-5). */
import type { Walk } from "../check.ts";

export const businessUnits: Walk = {
  checks: { "MRC-INV-5": "every business unit has a parent that is there, up to a root" },
  async run(stores, tell) {
    const fields = ["org_id", "parent_id"];
    const parents = new Map<string, string | null>();
    const read = () => stores.rows("accounts", "business_units", { deleted_at: null }, { fields });
    for await (const { _id, parent_id } of read()) parents.set(_id, parent_id ?? null);
    for await (const unit of read()) {
      tell.read("MRC-INV-5");
      const seen = new Set<string>();
      let at: string | null = unit._id;
      while (at !== null && parents.has(at) && !seen.has(at)) {
        seen.add(at);
        at = parents.get(at) ?? null;
      }
      if (at !== null)
        tell.breach(
          "MRC-INV-5",
          unit,
          seen.has(at) ? "lies below itself" : `lies below ${at}, which is not there`,
        );
    }
  },
};
