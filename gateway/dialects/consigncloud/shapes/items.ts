/** Items: the documented fields, and those of the real service (21.3). */
import {
  conditions,
  item,
  itemStats,
  moveItems,
  type suggestPrices,
} from "../../../../services/inventory/public.ts";
import { mulRate } from "../../../../shared/money.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import {
  type BulkBody,
  c,
  computed,
  field,
  inputOf,
  outputOf,
  part,
  rowsOf,
  shape,
  showing,
  shown,
} from "../../../kit/index.ts";
import { own, shapeOf } from "../dialect.ts";
import { bulkFields, createdBy, id, ifIncluded, maybe, stamps } from "./common.ts";
import { endActions, isReal, itemCounts, itemWord, itemWords, unitStatus } from "./words.ts";

type TermNames = { [kind in "brand" | "color" | "size" as `${kind}_name`]?: string | null };
/** The prices of an item's sales. */
type History = { sale_prices?: number[]; consignor_portions?: number[]; store_portions?: number[] };
/** An item with the values looked up beside it. */
export type ItemRow = Entity<typeof item> & TermNames & History;

const units = { lb: "lb", oz: "oz", g: "g", kg: "kg" } as const;
const weightUnits = c.enumMap({ pounds: "lb", ounces: "oz", grams: "g", kilograms: "kg" } as const, units);

/** A word of the shop's vocabulary, by its name. */
const termName = c.textUpTo(100);

const aDate = { type: "string", format: "date" };
/** The end of the last day, or in the real variant that day. */
const expiry = c.dateOrInstant({ type: "string", format: "date-time" }, { real: aDate });

/** An item without a weight weighs 0 in the real records. */
const weight: c.Codec<number | null> = {
  ...c.number,
  in: (given, wire) => (given === 0 && isReal(wire) ? { value: null } : c.number.in(given, wire)),
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
  custom_fields: field("custom_fields", c.pairs("slug", "value")),
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

export const statsShape = shapeOf("ItemStats", outputOf(itemStats), maybe);
export const statsQuery = shape("StatsQuery", inputOf(itemStats), { location: field("store_id", c.uuid) });

type Suggestion = OutputOf<typeof suggestPrices>["results"][number];
export const suggestionShape = shape("PriceSuggestion", rowsOf<Suggestion>(), {
  item: shown("item_id", c.uuid),
  price: shown("suggestion.price", c.hundredths, maybe),
  low: shown("suggestion.low", c.hundredths, maybe),
  high: shown("suggestion.high", c.hundredths, maybe),
  confidence: shown("suggestion.confidence", c.text, maybe),
  reason: shown("reason", c.text),
});

type Piece = { title: string; category_id: string; condition: (typeof conditions)[number] };
type Pieces = Piece & { items: string[]; brand: string; size: string };
export const suggestionQuery = shape("SuggestionQuery", rowsOf<Pieces>(), {
  items: field("items", c.listOf(c.uuid), { aliases: ["item", "ids"] }),
  title: field("title", c.text),
  category: field("category_id", c.uuid),
  brand: field("brand", termName),
  size: field("size", termName),
  condition: field("condition", c.choiceOf(conditions)),
});

export const moveBody = shape("StatusChange", inputOf(moveItems), {
  items: field("items", c.listOf(c.uuid), { required: true, aliases: ["ids"] }),
  status: field("status", unitStatus, { required: true }),
  from: field("from", unitStatus),
  units: field("units", c.integer, { aliases: ["quantity"] }),
  reason: field("reason", c.text),
  force: field("force", c.flag),
});

/** A new price for many items: set, added to, or multiplied. */
type PriceEdit = { set?: number; add?: number; multiply_ppm?: number };
const priceEdit = shape("PriceEdit", rowsOf<PriceEdit>(), {
  set: field("set", c.hundredths),
  add: field("add", c.hundredths),
  multiply: field("multiply_ppm", c.factor),
});

export const bulkBody = shape("BulkItemEdit", rowsOf<BulkBody & { price: PriceEdit; all: boolean }>(), {
  ...bulkFields("items"),
  price: field("price", part(priceEdit)),
  filter: field("filter", c.object),
  all: field("all", c.flag),
});
