/** Items: the documented fields, and those of the real service (21.3). */
import {
  type Codec,
  dateOrInstant,
  flag,
  fraction,
  hundredths,
  instant,
  integer,
  listOf,
  number,
  object,
  text,
  uuid,
  words,
} from "../../../wire/codecs.ts";
import { at, type Row, shape, shown } from "../../../wire/shape.ts";
import { amount, created, createdBy, deleted, id, updated } from "./common.ts";
import { endActions, inventoryTypes, isReal, itemCounts, itemWord, itemWords } from "./words.ts";

const weightUnits = words(
  { pounds: "lb", ounces: "oz", grams: "g", kilograms: "kg" },
  Object.fromEntries(["lb", "oz", "g", "kg"].map((unit) => [unit, unit])),
);

/** A word of the shop's vocabulary, by its name. */
export const termName: Codec = {
  ...text,
  in: (given, wire) =>
    typeof given === "string" && [...given].length > 100
      ? { allowed: "text of at most 100 characters" }
      : text.in(given, wire),
};

const aDate = { type: "string", format: "date" };
/** The store's date, also when a moment is written. */
const start = dateOrInstant(aDate);
/** The end of the last day, or in the real variant that day. */
const expiry = dateOrInstant({ type: "string", format: "date-time" }, { real: aDate });

/** What has no weight weighs 0 in the real records. */
const weight: Codec = {
  ...number,
  in: (given, wire) => (given === 0 && isReal(wire) ? { value: null } : number.in(given, wire)),
};

type Custom = Record<string, unknown>;
/** Custom fields as a list of slug and value; read as such a list or as the map. */
const customFields: Codec = {
  schema: { type: "array", items: {} },
  out: (value) => Object.entries(value as Custom).map(([slug, each]) => ({ slug, value: each })),
  in: (given) => {
    const fits =
      Array.isArray(given) && given.every((each) => typeof each?.slug === "string" && "value" in each);
    return fits
      ? {
          value: Object.fromEntries(
            (given as { slug: string; value: unknown }[]).map((each) => [each.slug, each.value]),
          ),
        }
      : { allowed: "a list of {slug, value}" };
  },
};

/** One word, or in the real variant the units by status. */
const statusOf: Codec = {
  schema: { type: "string", enum: [...itemWords] },
  variants: { real: { type: "object", additionalProperties: { type: "integer" } } },
  out: (value) => value,
  in: () => ({ allowed: "left out" }),
};

const splitPrice = ({ tag_price, split }: Row) =>
  typeof split === "number" ? Math.round((Number(tag_price) * split) / 1_000_000) : null;

const channel = (name: string) => (row: Row) => (row.list_on as string[]).includes(name);

const asked = { asked: true } as const;
const maybe = { nullable: true } as const;

export const itemShape = shape("Item", {
  id,
  sku: at("sku", text, { readonly: true }),
  title: at("title", text, { required: true }),
  details: at("details", text, maybe),
  description: at("description", text),
  tag_price: at("tag_price", hundredths, { required: true }),
  category: at("category_id", uuid),
  account: at("account_id", uuid),
  inventory_type: at("inventory_type", inventoryTypes),
  split: at("split", fraction),
  quantity: at("quantity", integer, asked),
  status: shown(statusOf, ({ status, status_counts }, wire) =>
    isReal(wire) ? itemCounts(status_counts as Record<string, number>) : itemWord(String(status)),
  ),
  location: at("store_id", uuid, asked),
  shelf: at("location_id", uuid, maybe),
  batch: at("batch_id", uuid),
  batches: shown(listOf(uuid), ({ batch_id }) => (batch_id ? [batch_id] : []), asked),
  created,
  updated,
  deleted,
  sold: at("last_sold_at", instant, { readonly: true }),
  last_sold: at("last_sold_at", instant, { readonly: true, ...maybe, ...asked }),
  last_viewed: at("last_viewed_at", instant, { readonly: true, ...maybe, ...asked }),
  brand: at("brand_name", termName, maybe),
  color: at("color_name", termName, maybe),
  size: at("size_name", termName, maybe),
  cost_per: at("cost_per", hundredths, { ...maybe, aliases: ["cost"] }),
  split_price: shown(hundredths, splitPrice, { ...maybe, ...asked }),
  terms: at("end_action", endActions, maybe),
  tax_exempt: at("tax_exempt", flag, asked),
  schedule_start: at("schedule_start", start, maybe),
  expires: at("expires_at", expiry, {
    ...maybe,
    from: ({ expiry_ends_at, expires_on }, wire) => (isReal(wire) ? expires_on : expiry_ends_at),
  }),
  images: at("image_ids", listOf(uuid), asked),
  tags: at("tags", listOf(text), asked),
  surcharges: at("surcharge_ids", listOf(uuid), asked),
  weight: at("weight", weight, {
    ...maybe,
    ...asked,
    from: (row, wire) => row.weight ?? (isReal(wire) ? 0 : null),
  }),
  weight_unit: at("weight_unit", weightUnits, { ...maybe, ...asked }),
  custom_fields: at("custom_fields", customFields),
  custom_fields_map: at("custom_fields", object),
  printed: at("printed_at", instant, { ...maybe, ...asked }),
  days_on_shelf: at("days_on_shelf", integer, { readonly: true, ...asked }),
  historic_sale_prices: shown(listOf(hundredths), (row) => row.sale_prices, asked),
  historic_consignor_portions: shown(listOf(hundredths), (row) => row.consignor_portions, asked),
  historic_store_portions: shown(listOf(hundredths), (row) => row.store_portions, asked),
  list_on_shopify: shown(flag, channel("shopify"), asked),
  list_on_square: shown(flag, channel("square"), asked),
  created_by: createdBy,
});

/** A picture in the place of its id; where it can be seen is not kept yet. */
export const imageShape = shape("Image", { id, url: at("url", text, { readonly: true, ...maybe }) });

/** What is named by name here and kept as a term of the shop's vocabulary. */
export const namedTerms = ["brand", "color", "size"] as const;

export const priceSuggestionShape = shape("PriceSuggestion", {
  item: at("item_id", uuid),
  price: amount("price", maybe),
  low: amount("low", maybe),
  high: amount("high", maybe),
  confidence: at("confidence", text, maybe),
  reason: at("reason", text),
});

/** A new price for many: set, added to, or multiplied. */
export const priceEdit = shape("PriceEdit", {
  set: at("set", hundredths),
  add: at("add", hundredths),
  multiply: at("multiply", number),
});
