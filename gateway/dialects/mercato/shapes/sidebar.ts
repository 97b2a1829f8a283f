/** Preferences of the menu. */
import { c, field, rowsOf, shape } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";

export type Settings = {
  version: number;
  groupOrder: string[];
  groupLabels: Record<string, string>;
  itemLabels: Record<string, string>;
  hiddenItems: string[];
};
type Sent = Settings & { apply_to_roles: string[]; clear_role_ids: string[] };

/** Labels by the id of what they name. */
const labels: Codec<Record<string, string>> = {
  schema: { type: "object", additionalProperties: { type: "string" } },
  out: (value) => value,
  in(given) {
    const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
    const entries: [string, unknown][] = isObject ? Object.entries(given) : [];
    return isObject && entries.every(([, each]) => typeof each === "string" && each.length <= 200)
      ? { value: Object.fromEntries(entries.map(([key, each]) => [key, String(each)])) }
      : { allowed: "an object with texts" };
  },
};

export const settingsShape = shape("SidebarPreferences", rowsOf<Sent>(), {
  version: field("version", c.integer),
  groupOrder: field("groupOrder", c.listOf(c.text)),
  groupLabels: field("groupLabels", labels),
  itemLabels: field("itemLabels", labels),
  hiddenItems: field("hiddenItems", c.listOf(c.text)),
  applyToRoles: field("apply_to_roles", c.listOf(c.uuid)),
  clearRoleIds: field("clear_role_ids", c.listOf(c.uuid)),
});
