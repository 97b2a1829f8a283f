import { command } from "../../../shared/service/operation.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { type Basket, loadBasket } from "../pricing/load-basket.ts";
import { priceBasket } from "../pricing/price-basket.ts";
import { basketFields, defined, isSameBasket, notEditable, withoutBasket } from "./basket-changes.ts";
import * as declared from "./declarations.ts";
import { targetSale } from "./load-sale.ts";
import { sale } from "./sale.ts";
import { isEditable } from "./sale-status.rules.ts";

export const changeSale = command(declared.changeSale, {
  async gather(call, input, meta, reader) {
    if (!basketFields.some((name) => input[name] !== undefined)) return null;
    const before = refuseHidden(sale, meta, await reader.load(sale, input.id));
    if (!isEditable(before.status) && isSameBasket(before, input)) return null;
    return loadBasket(call, { ...before, ...defined(input) } as Basket, meta);
  },
  async run(tx, { id, ...input }, loaded) {
    const before = await targetSale(tx, id);
    const changes = mergeJson(sale.fields, before, defined(input));
    if (!loaded)
      return tx.save(sale, before, withoutBasket(changes), {
        emit: (after) => ({
          event: declared.saleEvents.changed,
          data: { sale: after },
        }),
      });
    if (!isEditable(before.status)) throw notEditable(before);
    const { lines, totals, codes } = priceBasket({ ...before, ...changes } as Basket, loaded, tx.meta);
    return tx.save(
      sale,
      before,
      { ...changes, ...totals, ...(input.gift_cards ? { gift_card_codes: codes } : {}), lines },
      {
        emit: (after) => ({
          event: declared.saleEvents.changed,
          data: { sale: after },
        }),
      },
    );
  },
});
