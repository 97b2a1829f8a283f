import { choice, flag, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

const grants = { read: "viewer", write: "manager", delete: "manager" } as const;

/** Keys that organizations give; those of the system also have a dot. */
export const ownKey = {
  regex: /^[a-z0-9][a-z0-9_-]*$/,
  allowed: "lower-case letters (a to z), digits, hyphens and underscores, the first a letter or digit",
};

/** A list of words that an organization keeps; those of a business unit also apply below it (MRC-DIC-2). */
export const dictionary = resource({
  service: "platform",
  name: "dictionary",
  plural: "dictionaries",
  scope: "dictionaries",
  grants,
  business_units: "inherited",
  fields: {
    key: text({ max: 100, filter: ["eq"], sort: true }),
    name: text({ max: 200, sort: true }),
    description: text({ optional: true, max: 2000 }),
    is_system: flag({ default: false, readonly: true, filter: ["eq"] }),
    is_active: flag({ default: true, filter: ["eq"] }),
    visibility: choice(["default", "hidden"], { default: "default" }),
    ...ofBusinessUnit,
  },
  unique: [["business_unit_id", "key"]],
  search: ["name", "key"],
  verbs: ["list", "get"],
});

export const dictionaryEntry = resource({
  service: "platform",
  name: "dictionary_entry",
  plural: "dictionary_entries",
  scope: "dictionaries",
  business_units: "inherited",
  fields: {
    dictionary_id: ref("platform.dictionary", { filter: ["eq"] }),
    /** The word: unique in its dictionary without regard to case. */
    name: text({ max: 150, sort: true, filter: ["eq"], typed: true }),
    label: text({ max: 150, sort: true }),
    color: text({
      optional: true,
      max: 7,
      pattern: { regex: /^#[0-9a-f]{6}$/, allowed: "a color in lower case, such as #1e90ff" },
    }),
    icon: text({ optional: true, max: 64 }),
    ...ofBusinessUnit,
  },
  once: ["dictionary_id"],
  search: ["name", "label"],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type Dictionary = Entity<typeof dictionary>;
export type DictionaryEntry = Entity<typeof dictionaryEntry>;
