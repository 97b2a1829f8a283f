import { choice, id, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

export const noted = ["order", "quote"] as const;
export type Noted = (typeof noted)[number];

/** What people, and changes of an order's status, leave on the timeline of a document (6.11, MRC-DOC-5). */
export const documentNote = resource({
  service: "sales",
  name: "document_note",
  plural: "document_notes",
  scope: "sales_orders",
  business_units: true,
  fields: {
    context_kind: choice(noted, { fixed: true, filter: ["eq"] }),
    context_id: id({ fixed: true, filter: ["eq"] }),
    body: text({ max: 8000 }),
    author_id: id({
      optional: true,
      readonly: true,
      about: "The user who wrote it; absent: a key or the system.",
    }),
    icon: text({ optional: true, max: 100 }),
    color: text({ optional: true, max: 20 }),
    ...ofBusinessUnit,
  },
  indexes: [{ context_id: 1 }],
  verbs: ["list", "get", "update", "remove"],
});
export type DocumentNote = Entity<typeof documentNote>;
