import { flag, id, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { linkedKind } from "./crm.ts";

/** A contact at a vendor or business customer (CTC-2). */
export const contactLink = resource({
  service: "accounts",
  name: "contact_link",
  plural: "contact_links",
  scope: "contacts",
  business_units: true,
  fields: {
    contact_id: ref("accounts.contact", { fixed: true, filter: ["eq"] }),
    entity_type: linkedKind,
    entity_id: id({ fixed: true, filter: ["eq"] }),
    role: text({ optional: true, max: 255 }),
    notes: text({ optional: true, max: 10_000 }),
    is_primary: flag({ default: false, filter: ["eq"] }),
    is_active: flag({ default: true, filter: ["eq"] }),
    ...ofBusinessUnit,
  },
  unique: [["contact_id", "entity_id"]],
  onlyOne: { field: "is_primary", within: ["entity_id"] },
  hardDelete: true,
  verbs: ["list", "get"],
});

export type ContactLink = Entity<typeof contactLink>;
