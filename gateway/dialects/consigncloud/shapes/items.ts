/** Items: the documented fields, and those of the real service (21.3). */
import {
  conditions,
  item,
  itemStats,
  type moveItems,
  type suggestPrices,
} from "../../../../services/inventory/public.ts";
import { mulRate } from "../../../../shared/money.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import type { InputOf, OutputOf } from "../../../../shared/service/reference.ts";
import * as c from "../../../shapes/codecs.ts";
import { namesOf } from "../../../shapes/derive.ts";
import { computed, field, outputOf, rowsOf, shape, showing, shown } from "../../../shapes/shape.ts";
import { own } from "../dialect.ts";
import { createdBy, id, ifIncluded, maybe, stamps } from "./common.ts";
import { endActions, isReal, itemCounts, itemWord, itemWords, unitStatus } from "./words.ts";

type TermNames = { [kind in "brand" | "color" | "size" as `${kind}_name`]?: string | null };
/** The prices of an item's sales. */
type History = { sale_prices?: number[]; consignor_portions?: number[]; store_portions?: number[] };
/** An item with what is looked up beside it. */
export type ItemRow = Entity<typeof item> & TermNames & History;

const units = { lb: "lb", oz: "oz", g: "g", kg: "kg" } as const;
const weightUnits = c.enumMap({ pounds: "lb", ounces: "oz", grams: "g", kilograms: "kg" } as const, units);

/** A word of the shop's vocabulary, by its name. */
export const termName: c.Codec<string> = {
  ...c.text,
  in: (given, wire) =>
    typeof given === "string" && [...given].length > 100
      ? { allowed: "text of at most 100 characters" }
      : c.text.in(given, wire),
};

const aDate = { type: "string", format: "date" };
/** The end of the last day, or in the real variant that day. */
const expiry = c.dateOrInstant({ type: "string", format: "date-time" }, { real: aDate });

/** An item without a weight weighs 0 in the real records. */
const weight: c.Codec<number | null> = {
  ...c.number,
  in: (given, wire) => (given === 0 && isReal(wire) ? { value: null } : c.number.in(given, wire)),
};

type Custom = { slug: string; value: unknown };
const isCustom = (each: unknown): each is Custom => typeof (each as Custom | null)?.slug === "string";
/** Custom fields as a list of slug and value. */
const customFields: c.Codec<Record<string, unknown>> = {
  schema: {
    type: "array",
    items: {
      type: "object",
      properties: {
        slug: { type: "string" },
        value: { type: ["string", "number", "boolean", "object", "array", "null"], items: true },
      },
      required: ["slug", "value"],
    },
  },
  out: (value) => Object.entries(value).map(([slug, each]) => ({ slug, value: each })),
  in: (given) =>
    Array.isArray(given) && given.every((each) => isCustom(each) && "value" in each)
      ? { value: Object.fromEntries(given.filter(isCustom).map((each) => [each.slug, each.value])) }
      : { allowed: "a list of {slug, value}" },
};

/** One word, or in the real variant the units by status. */
const status: c.Encoder<unknown> = {
  schema: { type: "string", enum: [...itemWords] },
  variants: { real: { type: "object", additionalProperties: { type: "integer" } } },
  out: (value) => value,
};

const splitPrice = ({ tag_price, split }: ItemRow) =>
  split === null ? null : mulRate(tag_price, split ?? 0);
const channel = (name: string) => (row: ItemRow) => row.list_on.includes(name);
const moneys = c.shownList(c.hundredths);

export const itemShape = shape("Item", rowsOf<ItemRow>(item), {
  ...own(item, ["id", "sku", "title", "description", "tag_price", "inventory_type", "split"]),
  ...own(item, ["quantity", "tax_exempt", "tags", "days_on_shelf"], ifIncluded),
  ...own(item, ["details"], maybe),
  ...own(item, { category: "category_id", account: "account_id" }),
  status: computed(
    status,
    (row: ItemRow, wire) => (isReal(wire) ? itemCounts(row.status_counts) : itemWord(row.status)),
    { always: true },
  ),
  location: field("store_id", c.uuid, ifIncluded),
  ...own(item, { shelf: "location_id" }, maybe),
  ...own(item, { batch: "batch_id" }),
  batches: computed(c.shownList(c.uuid), ({ batch_id }: ItemRow) => (batch_id ? [batch_id] : []), ifIncluded),
  ...stamps,
  sold: shown("last_sold_at", c.instant),
  ...own(item, { last_sold: "last_sold_at", last_viewed: "last_viewed_at" }, { ...maybe, ...ifIncluded }),
  brand: field("brand_name", termName, maybe),
  color: field("color_name", termName, maybe),
  size: field("size_name", termName, maybe),
  cost_per: field("cost_per", c.hundredths, { ...maybe, aliases: ["cost"] }),
  split_price: computed(c.hundredths, splitPrice, { ...maybe, ...ifIncluded }),
  terms: field("end_action", endActions, maybe),
  // The store's date, also when a moment is written.
  schedule_start: field("schedule_start", c.dateOrInstant(aDate), maybe),
  expires: showing(field("expires_at", expiry, maybe), (row: ItemRow, wire) =>
    isReal(wire) ? row.expires_on : row.expiry_ends_at,
  ),
  ...own(item, { images: "image_ids", surcharges: "surcharge_ids" }, ifIncluded),
  weight: showing(
    field("weight", weight, { ...maybe, ...ifIncluded }),
    (row: ItemRow, wire) => row.weight ?? (isReal(wire) ? 0 : null),
  ),
  weight_unit: field("weight_unit", weightUnits, { ...maybe, ...ifIncluded }),
  custom_fields: field("custom_fields", customFields),
  custom_fields_map: field("custom_fields", c.object),
  printed: field("printed_at", c.instant, { ...maybe, ...ifIncluded }),
  historic_sale_prices: computed(moneys, (row: ItemRow) => row.sale_prices, ifIncluded),
  historic_consignor_portions: computed(moneys, (row: ItemRow) => row.consignor_portions, ifIncluded),
  historic_store_portions: computed(moneys, (row: ItemRow) => row.store_portions, ifIncluded),
  list_on_shopify: computed(c.flag, channel("shopify"), ifIncluded),
  list_on_square: computed(c.flag, channel("square"), ifIncluded),
  created_by: createdBy,
});

/** A picture in the place of its id. */
export const imageShape = shape("Image", rowsOf<{ id: string; url: string | null }>(), {
  id,
  url: shown("url", c.text, maybe),
});

const stats = outputOf(itemStats);
export const statsShape = shape("ItemStats", stats, own(stats, namesOf(stats), maybe));
export const statsQuery = shape("StatsQuery", rowsOf<InputOf<typeof itemStats>>(), {
  location: field("store_id", c.uuid),
});

type Suggestion = OutputOf<typeof suggestPrices>["results"][number];
const suggestion = shape("PriceSuggestion", rowsOf<Suggestion>(), {
  item: shown("item_id", c.uuid),
  price: computed(c.hundredths, (row: Suggestion) => row.suggestion?.price, maybe),
  low: computed(c.hundredths, (row: Suggestion) => row.suggestion?.low, maybe),
  high: computed(c.hundredths, (row: Suggestion) => row.suggestion?.high, maybe),
  confidence: computed(c.text, (row: Suggestion) => row.suggestion?.confidence, maybe),
  reason: shown("reason", c.text),
});

export { suggestion as priceSuggestionShape };

type Piece = { items: string[]; title: string; category_id: string; brand: string; size: string };
export const suggestionQuery = shape(
  "SuggestionQuery",
  rowsOf<Piece & { condition: (typeof conditions)[number] }>(),
  {
    items: field("items", c.listOf(c.uuid), { aliases: ["item", "ids"] }),
    title: field("title", c.text),
    category: field("category_id", c.uuid),
    brand: field("brand", termName),
    size: field("size", termName),
    condition: field("condition", c.choiceOf(conditions)),
  },
);

export const moveBody = shape("StatusChange", rowsOf<InputOf<typeof moveItems>>(), {
  items: field("items", c.listOf(c.uuid), { required: true, aliases: ["ids"] }),
  status: field("status", unitStatus, { required: true }),
  from: field("from", unitStatus),
  units: field("units", c.integer, { aliases: ["quantity"] }),
  reason: field("reason", c.text),
  force: field("force", c.flag),
});

/** A new price for many items: set, added to, or multiplied. */
export const priceEdit = shape("PriceEdit", rowsOf<{ set: number; add: number; multiply_ppm: number }>(), {
  set: field("set", c.hundredths),
  add: field("add", c.hundredths),
  multiply: field("multiply_ppm", c.factor),
});
