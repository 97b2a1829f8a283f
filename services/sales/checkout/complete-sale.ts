/** Changes a sale and finalizes it: both, or neither. */
import { visibleOf } from "../../../shared/resource/model.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { defined, isSameBasket, notEditable, withoutBasket } from "../sales/basket-changes.ts";
import { changeSale } from "../sales/declarations.ts";
import { loadSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import { type Asked, fingerprintOf } from "./check-out.ts";
import * as declared from "./declarations.ts";
import { repeatsDeposits, repetition, runCheckout, type Sale } from "./run-checkout.ts";

/** A finalized sale accepts only changes that are always allowed, and only with the payments that finalized it (SAL-1, SALE-3). */
export const completeSale = flow(
  declared.completeSale,
  async (context, { payments, expected_total, ...given }) => {
    const before = await loadSale(context.reader, given.id);
    const { id, ...asked } = defined(given);
    const bill = { id: before.id, payments: payments ?? [], expected_total: expected_total ?? null };
    if (before.status === "voided" && before.finalized_with === fingerprintOf(bill as Asked)) {
      if (!isSameBasket(before, asked)) throw notEditable(before);
      return changedBeside(context, before, asked);
    }
    if (repeatsDeposits(before, bill as Asked)) {
      if (!isSameBasket(before, asked)) throw notEditable(before);
      matchVersion(before, context.headers.if_match);
      return changedBeside(context, before, asked);
    }
    if (before.status !== "finalized")
      return runCheckout(context, before, bill, mergeJson(sale.fields, before, asked));
    if (!isSameBasket(before, asked)) throw notEditable(before);
    matchVersion(before, context.headers.if_match);
    repetition(before, bill as Asked);
    return changedBeside(context, before, asked);
  },
);

/** The changes of a sale, if the request repeats its basket and payments. */
async function changedBeside({ call }: FlowContext, before: Sale, asked: Partial<Sale>): Promise<Sale> {
  const rest = withoutBasket(asked);
  return Object.keys(rest).length ? call(changeSale, { id: before.id, ...rest }) : visibleOf(sale, before);
}
