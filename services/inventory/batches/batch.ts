import { choice, id, instant, list, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** A batch: items that a consignor brings or enters together (4.3). */
export const batch = resource({
  service: "inventory",
  name: "batch",
  plural: "batches",
  grants: { ...businessData, submit: "member" },
  fields: {
    number: text({ readonly: true, max: 20, filter: ["eq"], sort: true }),
    account_id: ref("accounts.account", { optional: true, filter: ["eq"] }),
    description: text({ optional: true, max: 2000 }),
    status: choice(["draft", "submitted"], { readonly: true, filter: ["eq"] }),
    platform_editing_on: choice(["portal", "staff"], { default: "staff" }),
    submitted_at: instant({ optional: true, readonly: true }),
    item_ids: list(id(), { readonly: true, derived: true, about: "In the order in which they came." }),
  },
  unique: [["number"]],
  search: ["number", "description"],
  hardDelete: true,
  verbs: ["list", "get", "update"],
});

export type Batch = Entity<typeof batch>;
