import { choice, id, json, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** How somebody arranged a screen: a member's own, or the one that a role begins with. */
export const savedView = resource({
  service: "platform",
  name: "saved_view",
  plural: "saved_views",
  fields: {
    kind: choice(["sidebar"]),
    owner_kind: choice(["member", "role"]),
    owner_id: id(),
    locale: text({ max: 20 }),
    settings: json(),
  },
  unique: [["kind", "owner_id", "locale"]],
  hardDelete: true,
  verbs: [],
});

export type SavedView = Entity<typeof savedView>;
