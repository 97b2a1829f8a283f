import { flag, ref, text } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** A part of the organization, a node of a tree (MRC-SCP-1). The root is the organization as a whole. */
export const businessUnit = resource({
  service: "accounts",
  name: "business_unit",
  plural: "business_units",
  grants: { read: "viewer", write: "admin", delete: "admin" },
  fields: {
    name: text({ max: 200, sort: true, filter: ["eq"] }),
    is_active: flag({ default: true, filter: ["eq"] }),
    parent_id: ref("accounts.business_unit", {
      ...{ optional: true, filter: ["eq"] },
      about: "The business unit above it; the root, when absent.",
    }),
  },
  search: ["name"],
  verbs: ["list", "get"],
});

export type BusinessUnit = Entity<typeof businessUnit>;

/** The root of an organization: its id follows from the organization's, and rows of it name no business unit. */
export const rootUnitId = (org_id: string): string => idOf(`business-unit:${org_id}`);
