/** The cart of the signed-in user (CAR-1…5). */
import * as contracts from "../../../../services/contracts/public.ts";
import { idOf } from "../../../kit/builders.ts";
import { ANY_KEY, type DialectContext, handle, refusing } from "../../../kit/index.ts";
import { self } from "../platform.ts";
import { cartShape, newQuantityShape, quantityShape } from "../shapes/carts.ts";
import { variantWith } from "./products.ts";

const mine = (ctx: DialectContext) => self.id(ctx, "write:carts");
const itemOf = async (ctx: DialectContext) => ({
  user_id: await mine(ctx),
  item_id: idOf(ctx, "item", "cart_item_id"),
});
const own = { scope: ANY_KEY, response: cartShape } as const;

const getCart = handle({
  ...own,
  run: async (ctx) => ctx.read(contracts.getUserCart, { user_id: await self.id(ctx, "read:carts") }),
});

const addToCart = handle({
  ...{ ...refusing(contracts.addToCart), ...own, body: quantityShape },
  async run(ctx, { quantity = 1 }) {
    const user_id = await mine(ctx);
    const { id: product_id } = await variantWith(ctx, idOf(ctx, "variant", "product_id"));
    return ctx.call(contracts.addToCart, { user_id, product_id, quantity });
  },
});

const clearCart = handle({
  ...own,
  run: async (ctx) => ctx.call(contracts.clearCart, { user_id: await mine(ctx) }),
});

const removeFromCart = handle({
  ...own,
  run: async (ctx) => ctx.call(contracts.removeFromCart, await itemOf(ctx)),
});

export const updateCartItem = handle({
  ...{ ...refusing(contracts.setCartQuantity), ...own, body: newQuantityShape },
  run: async (ctx, { quantity = 0 }) =>
    ctx.call(contracts.setCartQuantity, { ...(await itemOf(ctx)), quantity }),
});

export const cartOperations = { getCart, addToCart, clearCart, removeFromCart };
