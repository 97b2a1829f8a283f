/** Finalizes an open sale: prices it again, checks the payments, and runs the checkout saga (SALE-1, TOT-1, TOT-2). */
import { isFailure } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { cardsOf } from "../lines/gift-card-line.ts";
import { loadSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { runCheckout } from "./run-checkout.ts";

/**
 * A sale that this process opened recently is not read again. If it has changed since, the pivot's condition fails or the sale
 * is refused, and the flow repeats with the stored sale.
 */
export const finalizeSale = flow(declared.finalizeSale, async (context, input) => {
  const { reader, meta } = context;
  const opened = reader.optimistic.get(sale, [input.id])?.[0];
  // The codes of gift cards are only in the database.
  if (!opened || cardsOf(opened).length) return runCheckout(context, await loadSale(reader, input.id), input);
  try {
    return await runCheckout(context, refuseHidden(sale, meta, opened), input);
  } catch (error) {
    if (!isFailure(error) || error.code >= 500) throw error;
    const before = await loadSale(reader, input.id);
    if (before.version === opened.version) throw error;
    return runCheckout(context, before, input);
  }
});
