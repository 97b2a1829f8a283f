import { count, flag, id, instant, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** One line of the tenant's change feed (API-4b). */
export const change = resource({
  service: "accounts",
  name: "change",
  plural: "changes",
  grants: { read: "viewer" },
  fields: {
    seq: count(),
    kind: text({ max: 50, filter: ["eq"] }),
    entity_id: id(),
    entity_version: count(),
    deleted: flag(),
    at: instant(),
  },
  unique: [["seq"]],
  hardDelete: true,
  verbs: [],
});
