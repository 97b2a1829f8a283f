/** Products: a variant of ours, the default one being the product as it stands (D61). */
import { addPrice, isOwnVariant, type Variant, variant } from "../../../../services/catalog/public.ts";
import {
  c,
  computed,
  elementsOf,
  field,
  inputOf,
  listShown,
  rowsOf,
  shape,
  showing,
  shown,
} from "../../../kit/index.ts";
import { idOf } from "../ids.ts";

const always = { always: true } as const;
const seasons = elementsOf(variant, "seasonal_prices");
export const seasonShape = shape("SeasonalPrice", seasons, {
  id: shown("id", idOf("price")),
  name: shown("name", c.text),
  price: shown("amount", c.decimalMoney4),
  start: shown("starts_on", c.dayStart),
  end: shown("ends_on", c.dayStart),
  recursYearly: shown("recurs_yearly", c.flag),
  priority: shown("priority", c.integer),
  isActive: shown("is_active", c.flag),
});

export const newSeasonShape = shape("SeasonalPriceBody", inputOf(addPrice), {
  name: field("name", c.text),
  price: field("amount", c.decimalMoney4, { required: true }),
  start: field("starts_on", c.dayStart, { required: true }),
  end: field("ends_on", c.dayStart, { required: true }),
  recursYearly: field("recurs_yearly", c.flag),
  priority: field("priority", c.integer),
});

/** With the picture's whole address. */
export type WholeVariant = Variant & { image: string | null };
const text = <const N extends "description" | "category" | "subcategory">(name: N) =>
  showing(field(name, c.text, { filter: false }), (row: WholeVariant) => row.shown?.[name]);
export const productShape = shape("Product", rowsOf<WholeVariant>(variant), {
  id: shown("id", idOf("variant")),
  platform_id: shown("platform_id", idOf("platform")),
  user_id: field("user_id", idOf("marketplace_user"), { createOnly: "ignored", filter: false }),
  parent_product_id: showing(
    field("product_id", idOf("variant"), { createOnly: "ignored", nullable: true, filter: false }),
    (row: WholeVariant) => (isOwnVariant(row) ? null : row.product_id),
  ),
  name: showing(field("name", c.text, { required: true }), (row: WholeVariant) => row.shown?.name),
  ...{ description: text("description"), category: text("category"), subcategory: text("subcategory") },
  image: shown("image", c.url),
  quantity: field("quantity", { ...c.integer, schema: { type: "number" } }),
  isAvailableInStock: showing(field("in_stock", c.flag), (row: WholeVariant) => row.is_available),
  isEnabled: showing(
    field("is_enabled", c.flag, { filter: false }),
    (row: WholeVariant) => row.shown?.is_enabled,
  ),
  tags: showing(field("tags", c.listOf(c.text)), (row: WholeVariant) => row.shown?.tags),
  price: field("base_price", c.decimalMoney4, { required: true }),
  effectivePrice: shown("effective_price", c.decimalMoney4, always),
  seasonalPrices: computed(listShown(seasonShape), (row: WholeVariant) => row.seasonal_prices, always),
});

export const usageShape = shape("SeasonalPriceUsage", variant, {
  useSeasonalPrices: field("use_seasonal_prices", c.flag, { required: true }),
});
