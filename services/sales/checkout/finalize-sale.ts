/** Finalizing an open sale: priced afresh, the payments checked, then the checkout saga (SALE-1, TOT-1, TOT-2). */
import { isFailure } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { loadSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { runCheckout } from "./run-checkout.ts";

/**
 * A sale that was opened here is not read again: should it have changed since, the pivot's condition or a refusal tells,
 * and it is done over with the sale as it is.
 */
export const finalizeSale = flow(declared.finalizeSale, async (context, input) => {
  const { reader, meta } = context;
  const opened = reader.optimistic.get(sale, [input.id])?.[0];
  if (!opened) return runCheckout(context, await loadSale(reader, input.id), input);
  try {
    return await runCheckout(context, refuseHidden(sale, meta, opened), input);
  } catch (error) {
    if (!isFailure(error) || error.code >= 500) throw error;
    const before = await loadSale(reader, input.id);
    if (before.version === opened.version) throw error;
    return runCheckout(context, before, input);
  }
});
