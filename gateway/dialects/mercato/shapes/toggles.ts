/** Feature toggles, and what they are for a tenant. */
import {
  type FeatureToggle,
  featureToggle,
  type ToggleOverride,
  type ToggleType,
} from "../../../../services/platform/public.ts";
import { c, computed, field, objectWith, rowsOf, shape } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";
import { own, rowOf, std } from "./common.ts";

const types = ["string", "number", "boolean", "object", "array", "null"];
const anyValue = { type: types, items: true, additionalProperties: true };

/** A value of any type, which we keep as the text of its JSON. */
const jsonText: Codec<string> = {
  schema: anyValue,
  out: (text) => JSON.parse(text),
  in: (given) => ({ value: JSON.stringify(given) }),
};

const isOn = (type: ToggleType, text: string): boolean => type === "boolean" && text === "true";
const always = { always: true } as const;

export const toggleShape = shape("FeatureToggle", rowsOf<FeatureToggle>(featureToggle), {
  ...own(featureToggle, ["identifier", "name", "type"]),
  ...own(featureToggle, ["description", "category"], { nullable: true }),
  defaultValue: field("default_value", jsonText, { required: true, aliases: ["default_value"] }),
});

export const toggleRow = rowOf("FeatureToggleRow", featureToggle, {
  omit: ["default_value"],
  plus: {
    ...{ id: std.id, created_at: std.createdAt, updated_at: std.updatedAt },
    default_value: computed(jsonText, (row: FeatureToggle) => row.default_value, always),
    default_state: computed(c.flag, (row: FeatureToggle) => isOn(row.type, row.default_value), always),
  },
});

export type Overridden = FeatureToggle & {
  override: ToggleOverride | null;
  tenant: { id: string; name: string };
};

/** Of a value of another type, that there is one. */
function stateOf({ type, override }: Overridden): string {
  if (!override) return "inherit";
  return type === "boolean" && !isOn(type, override.value) ? "disabled" : "enabled";
}

export const overriddenShape = shape("ToggleOverride", rowsOf<Overridden>(featureToggle), {
  // Without an override of its own a row goes by the toggle's id.
  id: computed(c.uuid, ({ override, id }: Overridden) => override?.id ?? id, always),
  toggleId: computed(c.uuid, ({ id }: Overridden) => id, always),
  overrideState: computed(c.text, stateOf, always),
  ...own(featureToggle, ["identifier", "name", "category"], { readonly: true }),
  defaultState: computed(c.flag, (row: Overridden) => isOn(row.type, row.default_value), always),
  tenantName: computed(c.text, ({ tenant }: Overridden) => tenant.name, always),
  tenantId: computed(c.uuid, ({ tenant }: Overridden) => tenant.id, always),
});

type Asked = { toggle_id: string; is_override: boolean; value: string };
export const overrideShape = shape("ToggleOverrideBody", rowsOf<Asked>(), {
  toggleId: field("toggle_id", c.uuid, { required: true, aliases: ["toggle_id"] }),
  isOverride: field("is_override", c.flag, { required: true, aliases: ["is_override"] }),
  overrideValue: field("value", jsonText, { aliases: ["override_value"] }),
});

export const checkedShape = shape("ToggleAsked", rowsOf<{ identifier: string }>(), {
  identifier: field("identifier", c.text, { required: true }),
});

/** How a value came about, under the names of the wire. */
export const resolutionOf = (told: Record<string, unknown>, value?: unknown): object => ({
  ...{ valueType: told.type, source: told.source, toggleId: told.toggle_id },
  ...{ identifier: told.identifier, tenantId: told.tenant_id },
  ...(value === undefined ? {} : { value }),
});

const text = { type: "string" };
const resolution = {
  ...{ valueType: text, source: text, toggleId: text, identifier: text, tenantId: text },
  value: anyValue,
};

/** What is answered of a value, in the form of the rules and flat. */
export const checkSchema = objectWith(
  {
    ok: { type: "boolean" },
    enabled: { type: "boolean" },
    ...resolution,
    resolution: objectWith(resolution),
  },
  ["ok", "value", "resolution"],
);
export const ownSchema = objectWith({ value: anyValue });
