import { fail, notFound } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { checkSize, refuseSelfDealing } from "../contracts/check-terms.ts";
import { contract, MOST_ITEMS, MOST_OF_ONE } from "../contracts/contract.ts";
import { type Contract, impossible, requireCurrency } from "../contracts/contract-view.ts";
import { editTerms } from "../contracts/save-terms.ts";
import { sellersOf } from "../contracts/term-rows.ts";
import { offersOf, requireOffer } from "../offers/offers.ts";
import * as declared from "./declarations.ts";

type Item = Contract["items"][number];

export const addContractItem = command(declared.addContractItem, {
  async gather(call, { id, product_id }, _meta, reader) {
    const { platform_id } = await reader.load(contract, id);
    const offer = (await offersOf(call, [product_id])).get(product_id);
    requireOffer(offer, platform_id, "/product_id");
    return offer;
  },
  run: (tx, { id, product_id, quantity, unit_price: price }, offer) =>
    editTerms(tx, id, ({ items, sellers, buyers, currency }) => {
      requireCurrency(offer.currency, currency, "/product_id");
      const { name, seller_user_id, unit_price } = offer;
      if (seller_user_id === null)
        throw impossible("/product_id", "no_seller", "This product has no seller; change 'items' instead.");
      refuseSelfDealing(buyers, [{ user_id: seller_user_id }], "/product_id");
      const own = { product_id, seller_user_id, unit_price: price ?? unit_price };
      const all = withItem(items, { id: newId(), ...own, name, quantity, currency });
      checkSize({ items: all });
      return { terms: { items: all, sellers: sellersOf(sellers, all) } };
    }),
});

/** CON-16: the same product at the same price is one item. */
function withItem(items: readonly Item[], added: Item): Item[] {
  const same = items.find(
    ({ product_id, unit_price }) => product_id === added.product_id && unit_price === added.unit_price,
  );
  if (!same && items.length >= MOST_ITEMS)
    throw fail("unprocessable", `A contract has at most ${MOST_ITEMS} items.`);
  if (!same) return [...items, added];
  const quantity = same.quantity + added.quantity;
  if (quantity > MOST_OF_ONE)
    throw impossible("/quantity", "too_much", `An item has at most ${MOST_OF_ONE} pieces.`);
  return items.map((each) => (each === same ? { ...each, quantity } : each));
}

export const removeContractItem = command(declared.removeContractItem, (tx, { id, item_id }) =>
  editTerms(tx, id, (before) => {
    const items = before.items.filter((each) => each.id !== item_id);
    if (items.length === before.items.length) throw notFound("item", item_id);
    return { terms: { items, sellers: sellersOf(before.sellers, items) } };
  }),
);
