/** The cart of the signed-in user (CAR-1…5). */
import * as contracts from "../../../../services/contracts/public.ts";
import { idOf } from "../../../kit/builders.ts";
import { ANY_KEY, type DialectContext, handle, refusing, run } from "../../../kit/index.ts";
import { self } from "../platform.ts";
import { cartShape, newQuantityShape, quantityShape } from "../shapes/carts.ts";
import { variantWith } from "./products.ts";

const WRITE = "write:carts";
const own = { scope: ANY_KEY, response: cartShape } as const;
const mine = (scope: string) => ({
  ...own,
  also: async (ctx: DialectContext) => ({ user_id: await self.id(ctx, scope) }),
});
const item = {
  ...own,
  also: async (ctx: DialectContext) => ({
    user_id: await self.id(ctx, WRITE),
    item_id: idOf(ctx, "item", "cart_item_id"),
  }),
};

const addToCart = handle({
  ...{ ...refusing(contracts.addToCart), ...own, body: quantityShape },
  async run(ctx, { quantity = 1 }) {
    const user_id = await self.id(ctx, WRITE);
    const { id: product_id } = await variantWith(ctx, idOf(ctx, "variant", "product_id"));
    return ctx.call(contracts.addToCart, { user_id, product_id, quantity });
  },
});

export const updateCartItem = run(contracts.setCartQuantity, { ...item, body: newQuantityShape });

export const cartOperations = {
  getCart: run(contracts.getUserCart, mine("read:carts")),
  addToCart,
  clearCart: run(contracts.clearCart, mine(WRITE)),
  removeFromCart: run(contracts.removeFromCart, item),
};
