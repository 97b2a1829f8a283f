import { query } from "../../../shared/service/operation.ts";
import { type Basket, loadBasket } from "../pricing/load-basket.ts";
import { priceBasket } from "../pricing/price-basket.ts";
import * as declared from "./declarations.ts";

export const quoteSale = query(declared.quoteSale, async (reader, input, call) => {
  const loaded = await loadBasket(call, input as Basket, reader.meta);
  const payments = input.payments.length ? input.payments : undefined;
  const { priced, lines, totals } = priceBasket(input as Basket, loaded, reader.meta, payments);
  const { gift_cards: _none, ...sums } = totals;
  const shares = new Map<string, number>();
  for (const line of lines) {
    if (line.account_id)
      shares.set(line.account_id, (shares.get(line.account_id) ?? 0) + line.consignor_portion);
  }
  const wanted = new Map<string, number>();
  for (const line of lines) wanted.set(line.item_id, (wanted.get(line.item_id) ?? 0) + line.quantity);
  return {
    currency: loaded.organization.currency,
    ...sums,
    lines,
    change: priced.change,
    shares: [...shares].map(([account_id, amount]) => ({ account_id, amount })),
    unavailable_item_ids: [...wanted].flatMap(([id, units]) =>
      (loaded.items.get(id)?.status_counts.active ?? 0) < units ? [id] : [],
    ),
  };
});
