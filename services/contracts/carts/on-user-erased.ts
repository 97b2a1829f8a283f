/** With a user their cart is erased. */
import { reaction } from "../../../shared/events/consumer.ts";
import { userErased } from "../offers/user-erased.ts";
import { cart, cartOf } from "./cart.ts";

export const removeCart = reaction("cart_of_erased_user", userErased, async (tx, { data }) => {
  const row = await cartOf(tx, data.id);
  if (row) await tx.purge(cart, row);
});
