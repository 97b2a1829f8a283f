/** Products, which are variants of ours, the default one being the product as it stands (D61); and carts of them. */
import { addPrice, isOwnVariant, type Variant, variant } from "../../../../services/catalog/public.ts";
import { addToCart, setCartQuantity } from "../../../../services/contracts/public.ts";
import { exponentOf, formatScaled } from "../../../../shared/money.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import { c, computed, elementsOf, field, inputOf, listShown } from "../../../kit/index.ts";
import { outputOf, rowsOf, shape, showing, shown } from "../../../shapes/shape.ts";
import { always, count, own, shownOnly } from "../dialect.ts";
import { idOf } from "../ids.ts";

const seasons = elementsOf(variant, "seasonal_prices");
const days = { start: field("starts_on", c.dayStart), end: field("ends_on", c.dayStart) };
export const seasonShape = shape("SeasonalPrice", seasons, {
  id: shown("id", idOf("price")),
  price: shown("amount", c.decimalMoney4),
  ...days,
  ...own(seasons, ["name", "recurs_yearly", "priority", "is_active"], shownOnly),
});

const required = { required: true } as const;
export const newSeasonShape = shape("SeasonalPriceBody", inputOf(addPrice), {
  price: field("amount", c.decimalMoney4, required),
  start: { ...days.start, ...required },
  end: { ...days.end, ...required },
  ...own(inputOf(addPrice), ["name", "recurs_yearly", "priority"]),
});

/** With the picture's whole address. */
export type WholeVariant = Variant & { image: string | null };
/** Shown as the variant's own, else as the product's. */
type Text = "name" | "description" | "category" | "subcategory";
const text = <const N extends Text>(name: N) =>
  showing(field(name, c.text), (row: WholeVariant) => row.shown?.[name]);
export const productShape = shape("Product", rowsOf<WholeVariant>(variant), {
  ...own(variant, ["id", "platform_id"], shownOnly),
  user_id: field("user_id", idOf("user"), { createOnly: "ignored" }),
  parent_product_id: showing(
    field("product_id", idOf("product"), { createOnly: "ignored", nullable: true }),
    (row: WholeVariant) => (isOwnVariant(row) ? null : row.product_id),
  ),
  name: { ...text("name"), ...required },
  ...{ description: text("description"), category: text("category"), subcategory: text("subcategory") },
  image: shown("image", c.url),
  quantity: field("quantity", count),
  isAvailableInStock: showing(field("in_stock", c.flag), (row: WholeVariant) => row.is_available),
  isEnabled: showing(field("is_enabled", c.flag), (row: WholeVariant) => row.shown?.is_enabled),
  tags: showing(field("tags", c.listOf(c.text)), (row: WholeVariant) => row.shown?.tags),
  price: field("base_price", c.decimalMoney4, required),
  effectivePrice: shown("effective_price", c.decimalMoney4, always),
  seasonalPrices: computed(listShown(seasonShape), (row: WholeVariant) => row.seasonal_prices, always),
});

export const usageShape = shape("SeasonalPriceUsage", variant, {
  useSeasonalPrices: field("use_seasonal_prices", c.flag, required),
});

type Cart = OutputOf<typeof addToCart>;
type Item = Cart["items"][number];
const items = elementsOf(outputOf(addToCart), "items");
const itemShape = shape("CartItem", rowsOf<Item>(), {
  id: shown("id", idOf("item")),
  ...own(items, ["product_id", "name", "quantity", "available"], shownOnly),
  // Each in its product's currency.
  price: computed(c.number, ({ unit_price, currency }: Item) =>
    currency ? Number(formatScaled(unit_price, exponentOf(currency))) : undefined,
  ),
});

const cart = outputOf(addToCart);
export const cartShape = shape("Cart", cart, {
  id: shown("id", idOf("cart")),
  ...own(cart, ["platform_id", "user_id"], shownOnly),
  items: computed(listShown(itemShape), (row: Cart) => row.items, always),
});

export const quantityShape = shape("CartQuantity", inputOf(addToCart), own(inputOf(addToCart), ["quantity"]));
export const newQuantityShape = shape("CartItemQuantity", inputOf(setCartQuantity), {
  ...own(inputOf(setCartQuantity), ["quantity"]),
});
