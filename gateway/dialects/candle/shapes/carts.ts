/** The cart of a user, with each price in its product's currency. */
import type { addToCart } from "../../../../services/contracts/public.ts";
import { exponentOf, formatScaled } from "../../../../shared/money.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import { c, computed, listShown, rowsOf, shape, shown } from "../../../kit/index.ts";
import { field } from "../../../shapes/shape.ts";
import { idOf } from "../ids.ts";

type Cart = OutputOf<typeof addToCart>;
type Item = Cart["items"][number];
const always = { always: true } as const;

const itemShape = shape("CartItem", rowsOf<Item>(), {
  id: shown("id", idOf("item")),
  product_id: shown("product_id", idOf("variant")),
  name: shown("name", c.text),
  quantity: shown("quantity", c.integer),
  price: computed(c.number, ({ unit_price, currency }: Item) =>
    currency ? Number(formatScaled(unit_price, exponentOf(currency))) : undefined,
  ),
  available: shown("available", c.flag),
});

export const cartShape = shape("Cart", rowsOf<Cart>(), {
  id: shown("id", idOf("cart"), always),
  platform_id: shown("platform_id", idOf("platform"), always),
  user_id: shown("user_id", idOf("marketplace_user"), always),
  items: computed(listShown(itemShape), ({ items }: Cart) => items, always),
});

export const quantityShape = shape("CartQuantity", rowsOf<{ quantity: number }>(), {
  quantity: field("quantity", c.integer),
});
export const newQuantityShape = shape("CartItemQuantity", rowsOf<{ quantity: number }>(), {
  quantity: field("quantity", c.integer, { required: true }),
});
