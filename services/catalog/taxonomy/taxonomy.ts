import { flag, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** Brand, color, size and fabric: system-wide terms plus the tenant's own (2.1). */
const term = { name: text({ max: 100, sort: true, filter: ["eq"], typed: true }) } as const;
const kept = {
  slug: text({ readonly: true, max: 120, filter: ["eq"] }),
  system: flag({ readonly: true, default: false, filter: ["eq"] }),
} as const;

const taxonomy = <const N extends string, const P extends string>(name: N, plural: P) =>
  resource({
    service: "catalog",
    name,
    plural,
    grants: businessData,
    fields: { ...term, ...kept },
    unique: [["slug"]],
    once: [],
    search: ["name"],
    slug_from: "name",
    shared: true,
    verbs: ["list", "get", "create", "update", "remove", "restore"],
  });

export const brand = taxonomy("brand", "brands");
export const size = taxonomy("size", "sizes");
export const fabric = taxonomy("fabric", "fabrics");

export const color = resource({
  service: "catalog",
  name: "color",
  plural: "colors",
  grants: businessData,
  fields: {
    ...term,
    hex: text({
      optional: true,
      min: 6,
      max: 6,
      pattern: { regex: /^[0-9a-f]{6}$/, allowed: "six hexadecimal digits in lower case, such as 1e90ff" },
      about: "RRGGBB in lower case.",
    }),
    ...kept,
  },
  unique: [["slug"]],
  once: [],
  search: ["name"],
  slug_from: "name",
  shared: true,
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
