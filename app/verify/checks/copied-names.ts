/** Codes and names that inventory copies from the catalog, for the summary of stock (AVL-1): they are the catalog's. */
import { named, type Walk } from "../check.ts";
import { type Row, sideBySide } from "../stores.ts";

const byId: Row[] = [{ $project: { org_id: 1, pool: 1, code: 1, name: 1 } }, { $sort: { _id: 1 } }];

export const copiedNames: Walk = {
  checks: { "AVL-1": "copied codes and names of goods are those of the catalog" },
  async run(stores, tell) {
    const streams = [
      stores.pipe("inventory", "stockable_names", byId),
      stores.pipe("catalog", "materials", byId),
      stores.pipe("catalog", "skus", byId),
    ];
    for await (const { key, rows } of sideBySide(streams, ({ _id }) => _id)) {
      const [copy, material, sku] = rows;
      tell.read("AVL-1");
      const original = material ?? sku;
      const subject = named(`inventory stockable_names ${key}`, (original ?? copy) as Row);
      if (!original) tell.breach("AVL-1", subject, "is not in the catalog");
      else if (!copy) tell.breach("AVL-1", subject, "has not been copied");
      else if (copy.code !== original.code || copy.name !== original.name)
        tell.breach("AVL-1", subject, `is ${copy.code} ${copy.name}, not ${original.code} ${original.name}`);
      else if ((copy.pool === "materials") !== (material !== null))
        tell.breach("AVL-1", subject, `is in ${copy.pool}`);
    }
  },
};
