/** Carts of marketplace users, each their own, and contracts from them. */
import { count, flag, group, id, list, money, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { contract, MOST_OF_ONE } from "../contracts/contract.ts";
import { cart } from "./cart.ts";

const { platform_id, user_id } = cart.fields;

const shown = shapeOf({
  ...{ id: id(), platform_id, user_id },
  items: list(
    group({
      ...{ id: id(), product_id: id(), name: text(), quantity: count() },
      unit_price: money({ about: "The product's price of today." }),
      currency: text({ max: 3 }),
      available: flag({ about: "Whether it can be bought. Items that cannot prevent a contract." }),
    }),
  ),
});

export const getUserCart = operation({
  name: "contracts.cart.of_user",
  http: "GET /marketplace-users/{user_id}/cart",
  scope: "read:carts",
  about: "Show the cart of a marketplace user, with the prices of today.",
  input: { user_id },
  output: shown,
});

export const addToCart = operation({
  name: "contracts.cart.add",
  http: "POST /marketplace-users/{user_id}/cart/items",
  scope: "write:carts",
  about:
    "Add a product to the cart of a marketplace user. One that is in it gets the quantity in addition. Own products, and more than there is, are refused. Returns the cart.",
  refuses: ["conflict", "insufficient_stock", "unprocessable"],
  input: { user_id, product_id: id(), quantity: count({ default: 1, min: 1, max: MOST_OF_ONE }) },
  output: shown,
});

export const setCartQuantity = operation({
  name: "contracts.cart.set_quantity",
  http: "PATCH /marketplace-users/{user_id}/cart/items/{item_id}",
  scope: "write:carts",
  about: "Set the quantity of an item in the cart of a marketplace user; 0 removes it. Returns the cart.",
  refuses: ["insufficient_stock"],
  input: { user_id, item_id: id(), quantity: count({ max: MOST_OF_ONE }) },
  output: shown,
});

export const removeFromCart = operation({
  name: "contracts.cart.remove_item",
  http: "DELETE /marketplace-users/{user_id}/cart/items/{item_id}",
  scope: "write:carts",
  about: "Remove an item from the cart of a marketplace user. Returns the cart.",
  input: { user_id, item_id: id() },
  output: shown,
});

export const clearCart = operation({
  name: "contracts.cart.clear",
  http: "DELETE /marketplace-users/{user_id}/cart",
  scope: "write:carts",
  about: "Empty the cart of a marketplace user. Returns the cart.",
  input: { user_id },
  output: shown,
});

export const createContractFromCart = operation({
  name: "contracts.contract.create_from_cart",
  http: "POST /carts/{cart_id}/contract",
  status: 201,
  scope: "write:contracts",
  about:
    "Create a contract from a cart, and empty the cart. The cart's user is author and sole buyer, the owners of the products are the sellers. Returns the contract.",
  refuses: ["conflict", "currency_mismatch", "fees_exceed_subtotal", "unprocessable"],
  input: { cart_id: id() },
  output: entityOf(contract),
});
