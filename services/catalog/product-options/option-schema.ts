import { choice, flag, group, json, list, patterns, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

const code = text({ optional: true, max: 100, about: "From the label when absent or empty." });
const label = text({ max: 255 });

/** What is chosen of a product: a color of these, or a text of the buyer's own. */
export const option = {
  code,
  label,
  input_type: choice(["select", "text", "textarea", "number"], { default: "select" }),
  is_required: flag({ default: false }),
  choices: list(group({ code, label }), { default: [], max: 200 }),
} as const;

/** The options of which variants of a product are made. Products share one, or have one of their own. */
export const optionSchema = resource({
  service: "catalog",
  name: "option_schema",
  plural: "option_schemas",
  scope: "products",
  business_units: true,
  fields: {
    name: text({ max: 255, sort: true }),
    code: text({
      ...{ optional: true, max: 100, pattern: patterns.code, filter: ["eq"], sort: true },
      about: "Unique in its business unit; from the name when absent. That of a product's own has none.",
    }),
    description: text({ optional: true, max: 4000 }),
    options: list(group(option), { default: [], max: 64 }),
    metadata: json({ optional: true }),
    product_id: ref("catalog.product", {
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "The product whose own it is.",
    }),
    is_active: flag({ default: true, filter: ["eq"] }),
    ...ofBusinessUnit,
  },
  unique: [["business_unit_id", "code"]],
  search: ["name", "code", "description"],
  verbs: ["list", "get"],
});
export type OptionSchema = Entity<typeof optionSchema>;

const { name: _name, description, options, metadata } = optionSchema.fields;

/** The options of one product, sent with it. */
export const ownOptions = group(
  {
    name: text({ optional: true, max: 255, about: "Of the product when absent." }),
    description,
    options,
    metadata,
  },
  {
    optional: true,
    about: "Makes or changes the product's own option schema, and links it. Null links none.",
  },
);
