/**
 * Finalizes an open sale: prices it again, checks the payments, and runs the checkout saga (SALE-1, TOT-1, TOT-2). A sale on
 * lay-by is finalized as agreed (LAY-4).
 */
import { isFailure } from "../../../shared/errors.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { cardsOf } from "../lines/gift-card-line.ts";
import { loadSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import { isOnLayBy } from "../sales/sale-status.rules.ts";
import type { Asked } from "./check-out.ts";
import * as declared from "./declarations.ts";
import { finishLayBy } from "./finish-lay-by.ts";
import { runCheckout, type Sale } from "./run-checkout.ts";

/**
 * A sale that this process opened recently is not read again. If it has changed since, the pivot's condition fails or the sale
 * is refused, and the flow repeats with the stored sale.
 */
export const finalizeSale = flow(declared.finalizeSale, async (context, input) => {
  const { reader, meta } = context;
  const opened = reader.optimistic.get(sale, [input.id])?.[0];
  // The codes of gift cards are only in the database.
  if (!opened || cardsOf(opened).length) return finalize(context, await loadSale(reader, input.id), input);
  try {
    return await runCheckout(context, refuseHidden(sale, meta, opened), input);
  } catch (error) {
    if (!isFailure(error) || error.code >= 500) throw error;
    const before = await loadSale(reader, input.id);
    if (before.version === opened.version) throw error;
    return finalize(context, before, input);
  }
});

function finalize(
  context: FlowContext,
  before: Sale,
  input: InputOf<typeof declared.finalizeSale>,
): Promise<Sale> {
  if (!isOnLayBy(before)) return runCheckout(context, before, input);
  matchVersion(before, context.headers.if_match);
  return finishLayBy(context, before, input as Asked);
}
