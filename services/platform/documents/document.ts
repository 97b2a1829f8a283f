import { choice, count, id, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** The kinds of entities with documents, and their resources. */
export const attachable = {
  account: "accounts.account",
  contract: "contracts.contract",
  item: "inventory.item",
  production_order: "inventory.make_order",
  purchase_order: "inventory.purchase_order",
  sales_order: "sales.sales_order",
  work_order: "inventory.make_order",
} as const;

export type EntityType = keyof typeof attachable;
export const entityTypes = Object.keys(attachable) as EntityType[];

/** A file under a name of its own, attached to an order or another entity (DOC-1). */
export const document = resource({
  service: "platform",
  name: "document",
  plural: "documents",
  // Members keep the files of what they work on (PRM-7).
  grants: { ...businessData, delete: "member" },
  fields: {
    entity_type: choice(entityTypes, { fixed: true, filter: ["eq"] }),
    entity_id: id({ fixed: true, filter: ["eq"] }),
    name: text({ max: 255, fixed: true }),
    file_id: id({ fixed: true, filter: ["eq"] }),
    mime_type: text({ readonly: true, max: 200 }),
    bytes: count({ readonly: true }),
    sha256: text({ readonly: true, max: 64 }),
    storage_key: text({ readonly: true, max: 200 }),
  },
  indexes: [{ entity_type: 1, entity_id: 1, created_at: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});
