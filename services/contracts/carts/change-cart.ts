import { fail, notFound } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type MarketplaceUser, marketplaceUser } from "../../accounts/public.ts";
import { MOST_ITEMS } from "../contracts/contract.ts";
import { impossible } from "../contracts/contract-view.ts";
import { type Offer, requireOffer, requireStock } from "../offers/offers.ts";
import { refuseLeaving } from "../offers/parties.ts";
import { type Cart, cart, cartIdOf, cartOf } from "./cart.ts";
import { type CartUser, type Offers, offersIn, shownCart } from "./cart-view.ts";
import * as declared from "./declarations.ts";

type Item = Cart["items"][number];
type Around = { user: MarketplaceUser; offers: Offers };

const userOf = (call: Call, id: string): Promise<MarketplaceUser> =>
  call(marketplaceUser.actions.get, { id });

/** The user, and what the products in the cart offer, read side by side. */
async function around(call: Call, reader: Reader, user_id: string, also: string[] = []): Promise<Around> {
  const offered = async () => offersIn(call, await cartOf(reader, user_id), also);
  const [user, offers] = await Promise.all([userOf(call, user_id), offered()]);
  return { user, offers };
}

export const getUserCart = query(declared.getUserCart, async (reader, { user_id }, call) => {
  const row = await cartOf(reader, user_id);
  const [{ platform_id }, offers] = await Promise.all([userOf(call, user_id), offersIn(call, row)]);
  return shownCart(row, { user_id, platform_id }, offers);
});

/** Changes the items of the stored cart, in the transaction that reads them. */
async function editCart(tx: Tx, { user, offers }: Around, edit: (items: Item[]) => Item[]) {
  const own: CartUser = { user_id: user.id, platform_id: user.platform_id };
  const before = await cartOf(tx, user.id);
  const items = edit(before?.items ?? []);
  if (!before && items.length === 0) return shownCart(null, own, offers);
  const after = before
    ? await tx.save(cart, before, { items })
    : await tx.insert(cart, { id: cartIdOf(user.id), ...own, items });
  return shownCart(after, own, offers);
}

export const addToCart = command(declared.addToCart, {
  gather: (call, { user_id, product_id }, _meta, reader) => around(call, reader, user_id, [product_id]),
  verifies: ["user_id"],
  run(tx, { product_id, quantity }, { user, offers }) {
    const offer = offers.get(product_id);
    requireOffer(offer, user.platform_id, "/product_id");
    refuseLeaving([user], user.id);
    refuseUnbuyable(offer, user.id);
    return editCart(tx, { user, offers }, (items) => {
      const same = items.find((each) => each.product_id === product_id);
      if (!same && items.length >= MOST_ITEMS)
        throw fail("unprocessable", `A cart has at most ${MOST_ITEMS} items.`);
      const item = { id: same?.id ?? newId(), product_id, quantity: quantity + (same?.quantity ?? 0) };
      requireStock([{ ...item, name: offer.name }], offers);
      return same ? items.map((each) => (each === same ? item : each)) : [...items, item];
    });
  },
});

function refuseUnbuyable({ name, seller_user_id, is_buyable, product_id }: Offer, user_id: string): void {
  if (seller_user_id === null) throw impossible("/product_id", "no_seller", "This product has no seller.");
  if (seller_user_id === user_id)
    throw impossible("/product_id", "own_product", "Nobody buys a product of their own.");
  if (!is_buyable)
    throw fail("conflict", `${name} cannot be bought at the moment.`, { product_ids: [product_id] });
}

const itemWith = (items: readonly Item[], id: string): Item => {
  const found = items.find((each) => each.id === id);
  if (!found) throw notFound("item", id);
  return found;
};

export const setCartQuantity = command(declared.setCartQuantity, {
  gather: (call, { user_id }, _meta, reader) => around(call, reader, user_id),
  verifies: ["user_id"],
  run: (tx, { item_id, quantity }, all) =>
    editCart(tx, all, (items) => {
      const before = itemWith(items, item_id);
      if (quantity === 0) return items.filter((each) => each !== before);
      const after = { ...before, quantity };
      requireStock([{ ...after, name: all.offers.get(before.product_id)?.name ?? "" }], all.offers);
      return items.map((each) => (each === before ? after : each));
    }),
});

export const removeFromCart = command(declared.removeFromCart, {
  gather: (call, { user_id }, _meta, reader) => around(call, reader, user_id),
  verifies: ["user_id"],
  run: (tx, { item_id }, all) =>
    editCart(tx, all, (items) => {
      const before = itemWith(items, item_id);
      return items.filter((each) => each !== before);
    }),
});

export const clearCart = command(declared.clearCart, {
  gather: (call, { user_id }, _meta, reader) => around(call, reader, user_id),
  verifies: ["user_id"],
  run: (tx, _input, all) => editCart(tx, all, () => []),
});
