import { flag, id, list, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** A right that a role grants: `sales.orders.manage`, or with a `*` at its end all that begin so (MRC-FEA-1). */
export const grantText = () =>
  text({
    max: 200,
    pattern: {
      regex: /^(\*|[a-z0-9_-]+(\.[a-z0-9_-]+)*(\.\*)?)$/,
      allowed: "the name of a feature, such as sales.orders.view, or sales.* for all below it",
    },
  });

/** A role of an organization's own making: named features, and the business units in which they count (MRC-FEA-2). */
export const role = resource({
  service: "accounts",
  name: "role",
  plural: "roles",
  grants: { read: "admin", write: "admin", delete: "admin" },
  fields: {
    name: text({ min: 2, max: 100, sort: true, filter: ["eq"] }),
    features: list(grantText(), { default: [], max: 500 }),
    is_super_admin: flag({ default: false }),
    business_unit_ids: list(id(), {
      ...{ optional: true, max: 500 },
      about: "Where it counts, with everything below; absent: in all business units.",
    }),
    system: flag({ default: false, readonly: true, about: "Made with the organization." }),
  },
  unique: [["name"]],
  search: ["name"],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type StaffRole = Entity<typeof role>;
