import { room } from "../../../shared/service/room.ts";
import { cart } from "./cart.ts";
import { addToCart, clearCart, getUserCart, removeFromCart, setCartQuantity } from "./change-cart.ts";
import { createContractFromCart } from "./create-contract-from-cart.ts";
import { removeCart } from "./on-user-erased.ts";

export const cartsRoom = room({
  resources: [cart],
  handlers: [...[getUserCart, addToCart, setCartQuantity, removeFromCart, clearCart], createContractFromCart],
  reactions: [removeCart],
});
