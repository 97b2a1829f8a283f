/** The checkout of a sale of an outside register, at the prices of that register (D37). */
import { newId } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { itemsNotAvailable } from "../../inventory/public.ts";
import { checkoutOf } from "../checkout/check-out.ts";
import type { Checkout } from "../checkout/checkout-steps.ts";
import { type Loaded, loadBasket } from "../pricing/load-basket.ts";
import { priceBasket } from "../pricing/price-basket.ts";
import { newSale } from "../sales/new-sale.ts";

type Line = {
  item_id: string;
  quantity?: number | null | undefined;
  price?: number | null | undefined;
};

type OutsideSale = {
  lines: Line[];
  store_id?: string | null | undefined;
  external_ref?: string | null | undefined;
};

/**
 * A sale of an outside register, paid there to exactly its total. `known`: items whose fields at the time of the sale differ
 * from the stored ones.
 */
export async function outsideCheckout(
  call: Call,
  input: OutsideSale,
  meta: Meta,
  known: Loaded["items"] = new Map(),
): Promise<Checkout> {
  const { basket, loaded } = await asTaken(call, input, meta, known);
  const { total } = priceBasket(basket, loaded, meta).priced;
  const payments = total > 0 ? [{ type: "external" as const, amount: total }] : [];
  const settled = checkoutOf(basket, loaded, null, { payments }, meta);
  return {
    ...settled,
    // An outside register has already sold the units, so they must exist: stock never becomes negative.
    allow_negative_stock: false,
    sale_id: newId(),
    before: null,
    changes: { ...newSale(basket, loaded, meta), ...settled.changes },
  };
}

/** The basket at the prices of the outside register, without automatic discounts. */
async function asTaken(call: Call, input: OutsideSale, meta: Meta, known: Loaded["items"]) {
  const { lines, store_id = null, external_ref = null } = input;
  const asked = lines.map(({ item_id, quantity }) => ({ item_id, quantity: quantity ?? 1, discounts: [] }));
  const loaded = await loadBasket(call, { store_id, lines: asked, discounts: [] }, meta, known);
  refuseUnavailable(lines, loaded);
  const items = new Map(loaded.items);
  for (const { item_id, price } of lines) {
    const item = items.get(item_id)!;
    items.set(item_id, { ...item, tag_price: price ?? item.tag_price });
  }
  const basket = {
    store_id,
    external_ref,
    channel: "third_party" as const,
    discounts: [],
    lines: asked.map((line, i) => ({ ...line, quantity: lines[i]!.quantity ?? unitsLeft(loaded, line) })),
  };
  return { basket, loaded: { ...loaded, items, rules: { ...loaded.rules, automatic: [] } } };
}

const unitsLeft = ({ items }: Loaded, { item_id }: Line): number =>
  items.get(item_id)?.status_counts.active ?? 0;

function refuseUnavailable(lines: readonly Line[], loaded: Loaded): void {
  const at = lines.flatMap((line, i) => (unitsLeft(loaded, line) < (line.quantity ?? 1) ? [i] : []));
  if (at.length === 0) return;
  const item_ids = at.map((i) => lines[i]!.item_id);
  throw itemsNotAvailable(
    { item_ids },
    at.map((i) => ({ pointer: `/lines/${i}/item_id` })),
  );
}
