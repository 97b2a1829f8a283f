import {
  choice,
  flag,
  id,
  json,
  list,
  micro,
  patterns,
  pictured,
  rate,
  ref,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { currencies } from "../../../shared/money.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** What describes an offer. A variant that leaves one of these empty shows its product's (PRD-3). */
export const described = {
  description: text({ optional: true, max: 10_000 }),
  category: text({ optional: true, max: 100, typed: true, filter: ["eq"] }),
  subcategory: text({ optional: true, max: 100 }),
  tags: list(text({ max: 100 }), { default: [], max: 100 }),
} as const;

export const picture = {
  image_file_id: id({ optional: true, readonly: true }),
  image_path: text({
    optional: true,
    readonly: true,
    max: 200,
    about: "The picture's address on this server.",
  }),
} as const;

/** Measures, media and words that a product has, and each of its variants for itself. */
export const measured = {
  status_entry_id: ref("platform.dictionary_entry", { optional: true, filter: ["eq"] }),
  default_media_id: id({ optional: true }),
  default_media_url: text({ optional: true, max: 500 }),
  weight: micro({ optional: true, about: "In `weight_unit`." }),
  weight_unit: text({ optional: true, max: 25 }),
  dimensions: json({ optional: true }),
  custom_fieldset_code: text({ optional: true, max: 100, filter: ["eq"] }),
  metadata: json({ optional: true }),
} as const;

export const taxed = {
  tax_rate_id: ref("catalog.tax", { optional: true }),
  tax_ppm: rate({ optional: true, about: "That of its tax rate, where it names one." }),
} as const;

/** What names a thing of the catalog in orders and on shelves: taken once among products and variants (MRC-CAT-1). */
export const sku = text({
  ...{ optional: true, max: 191, pattern: patterns.name, filter: ["eq"], sort: true },
  about: "Unique among the products and variants of its business unit.",
});

/** Kinds of offers, by how they are made of parts and delivered. */
export const productTypes = [
  ...["simple", "configurable", "virtual", "downloadable", "bundle", "grouped"],
] as const;

/** What is offered, by whom and where (D61). It is sold in variants, of which its own has the product's id. */
export const product = resource({
  service: "catalog",
  name: "product",
  plural: "products",
  numbered_pages: true,
  grants: businessData,
  business_units: true,
  fields: {
    platform_id: ref("contracts.platform", { optional: true, fixed: true, filter: ["eq"] }),
    user_id: ref("accounts.marketplace_user", {
      ...{ optional: true, fixed: true, filter: ["eq"] },
      about: "The seller on the platform; the house user for goods of the organization.",
    }),
    name: text({ max: 255, sort: true, typed: true }),
    subtitle: text({ optional: true, max: 255 }),
    ...described,
    tag_ids: list(id(), {
      ...{ default: [], readonly: true, hidden: true },
      filter: ["eq"],
      alias: "tag_id",
    }),
    channel_ids: list(id(), {
      ...{ default: [], readonly: true, hidden: true },
      filter: ["eq"],
      alias: "channel_id",
    }),
    category_ids: list(ref("catalog.category"), {
      ...{ default: [], max: 100, filter: ["eq"], alias: "category_id" },
      about: "Where it stands in the tree of categories; `category` is a word of its own.",
    }),
    sku,
    handle: text({
      ...{ optional: true, max: 150, pattern: patterns.key, filter: ["eq"] },
      about: "Its name in addresses.",
    }),
    type: choice(productTypes, { default: "simple", filter: ["eq"] }),
    is_configurable: flag({ default: false, filter: ["eq"] }),
    ...taxed,
    primary_currency: choice(currencies, { optional: true }),
    default_unit: text({ optional: true, max: 50 }),
    option_schema_id: ref("catalog.option_schema", { optional: true, filter: ["eq"] }),
    ...measured,
    ...picture,
    ...pictured,
    ...ofBusinessUnit,
    is_enabled: flag({ default: true, filter: ["eq"], about: "Switched off, none of its variants is sold." }),
  },
  unique: [
    ["business_unit_id", "sku"],
    ["business_unit_id", "handle"],
  ],
  search: ["name", "subtitle", "sku", "handle", "description", "category"],
  verbs: ["list", "get"],
});

export type Product = Entity<typeof product>;
