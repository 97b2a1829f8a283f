import { choice, id, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

export const toggleTypes = ["boolean", "string", "number", "json"] as const;
export type ToggleType = (typeof toggleTypes)[number];

/** A value of any type, as the text of its JSON. */
export const valueText = (about: string) => text({ max: 16_384, about });

const named = { typed: true, sort: true, filter: ["eq", "contains"] } as const;
const grants = { read: "owner", write: "owner", delete: "owner" } as const;

/** A switch or value by which programs decide what they do. It belongs to the installation, which is a tenant of its own (MRC-TOG-1). */
export const featureToggle = resource({
  service: "platform",
  name: "feature_toggle",
  plural: "feature_toggles",
  grants,
  fields: {
    identifier: text({
      ...named,
      max: 100,
      pattern: {
        regex: /^[a-z][a-z0-9_]*$/,
        allowed: "lower-case letters (a to z), digits and underscores, the first a letter",
      },
    }),
    name: text({ ...named, max: 200 }),
    description: text({ optional: true, max: 2000 }),
    category: text({ ...named, optional: true, max: 100 }),
    type: choice(toggleTypes, { filter: ["eq"] }),
    default_value: valueText('As JSON: `true`, `12.5`, `"word"`, `{"a": 1}`.'),
  },
  unique: [["identifier"]],
  search: ["identifier", "name", "category"],
  verbs: [],
});

/** The value of a toggle in one organization, in the place of its default (MRC-TOG-1). */
export const toggleOverride = resource({
  service: "platform",
  name: "toggle_override",
  plural: "toggle_overrides",
  grants,
  fields: {
    toggle_id: id({ filter: ["eq"] }),
    value: valueText("As JSON, of the toggle's type."),
  },
  unique: [["toggle_id"]],
  hardDelete: true,
  verbs: ["list"],
});

export type FeatureToggle = Entity<typeof featureToggle>;
export type ToggleOverride = Entity<typeof toggleOverride>;
