import { padded } from "../../../shared/service/numbers.ts";
import { command } from "../../../shared/service/operation.ts";
import { type Basket, GIVEN, loadGivenBasket } from "../pricing/load-basket.ts";
import { priceBasket } from "../pricing/price-basket.ts";
import * as declared from "./declarations.ts";
import { newSale } from "./new-sale.ts";
import { sale } from "./sale.ts";

export const createSale = command(declared.createSale, {
  gather: (call, input, meta) => loadGivenBasket(call, input as Basket, meta),
  verifies: GIVEN,
  async run(tx, input, loaded) {
    const { lines, totals, codes } = priceBasket(input as Basket, loaded, tx.meta);
    const opened = await tx.insert(
      sale,
      {
        ...newSale(input, loaded, tx.meta),
        ...totals,
        gift_card_codes: codes,
        lines: lines,
        number: padded(await tx.number("sale")),
      },
      { emit: (after) => ({ event: declared.saleEvents.opened, data: { sale: after } }) },
    );
    tx.optimistic.put(sale, [opened]);
    return opened;
  },
});
