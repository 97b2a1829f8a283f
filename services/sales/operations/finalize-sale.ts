/** Finalising: priced afresh, the payments checked, then the checkout saga (SALE-1, TOT-1, TOT-2). */

import { fail, isFailure } from "../../../shared/errors.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { changeSale, completeSale, finalizeSale } from "../public.ts";
import { register, sale } from "../resources/sale.ts";
import { moveSale } from "../rules/sale-status.ts";
import { checkout } from "../sagas/checkout.ts";
import { type Asked, checkoutOf, checkPayments, fingerprintOf } from "./check-out.ts";
import { type Basket, loadBasket } from "./load-basket.ts";
import { wholeSale } from "./one-sale.ts";
import { defined, isSameBasket, notEditable, withoutBasket } from "./open-sale.ts";

type Sale = Entity<typeof sale>;
type Input = InputOf<typeof finalizeSale>;

/**
 * A sale that was opened here is not read again: should it have changed since, the pivot's condition or a refusal tells,
 * and it is done over with the sale as it is.
 */
export const finalize = flow(finalizeSale, async (context, input) => {
  const { reader, meta } = context;
  const opened = reader.recent(sale, [input.id])?.[0];
  if (!opened) return finalizeAs(context, await wholeSale(reader, input.id), input);
  try {
    return await finalizeAs(context, refuseHidden(sale, meta, opened), input);
  } catch (error) {
    if (!isFailure(error) || error.code >= 500) throw error;
    const before = await wholeSale(reader, input.id);
    if (before.version === opened.version) throw error;
    return finalizeAs(context, before, input);
  }
});

/** What a finished sale still takes is written by itself, and only with the payments that finished it (SAL-1, SALE-3). */
export const complete = flow(completeSale, async (context, { payments, expected_total, ...given }) => {
  const before = await wholeSale(context.reader, given.id);
  const { id, ...asked } = defined(given);
  const bill = { id: before.id, payments: payments ?? [], expected_total };
  if (before.status === "voided" && before.finalized_with === fingerprintOf(bill as Asked)) {
    if (!isSameBasket(before, asked)) throw notEditable(before);
    return changedBeside(context, before, asked);
  }
  if (before.status !== "finalized")
    return finalizeAs(context, before, bill, mergeJson(sale.fields, before, asked));
  if (!isSameBasket(before, asked)) throw notEditable(before);
  matchVersion(before, context.headers.if_match);
  repetition(before, bill as Asked);
  return changedBeside(context, before, asked);
});

/** What may change of a sale whose basket and payments were named as they are. */
async function changedBeside({ call }: FlowContext, before: Sale, asked: Partial<Sale>): Promise<Sale> {
  const rest = withoutBasket(asked);
  return Object.keys(rest).length ? call(changeSale, { id: before.id, ...rest }) : visibleOf(sale, before);
}

/** `changes`: what becomes of the open sale on the way. */
async function finalizeAs(
  context: FlowContext,
  before: Sale,
  input: Input,
  changes: Record<string, unknown> = {},
): Promise<Sale> {
  const { reader, meta, headers, runSaga, call } = context;
  matchVersion(before, headers.if_match);
  const asked = input as Asked;
  const repeated = repetition(before, asked);
  if (repeated) return repeated;
  checkPayments(asked.payments);
  const after = { ...before, ...changes };
  if (after.lines.length === 0) throw fail("unprocessable", "A sale without lines cannot be finalised.");
  const basket = after as Basket & { channel: string };
  const [loaded, till] = await Promise.all([
    loadBasket(call, basket, meta),
    after.register_id ? reader.get(register, after.register_id) : null,
  ]);
  const settled = checkoutOf(basket, loaded, till, asked, meta);
  const done = await runSaga(checkout, {
    subject: `sale:${before.id}`,
    data: {
      sale_id: before.id,
      version: before.version,
      ...settled,
      changes: { ...changes, ...settled.changes },
    },
    meta,
    headers,
    answer: ({ finalized }) => finalized,
  });
  return done.finalized!;
}

/** SALE-3: the same request again is answered with the finalised sale, another one refused. */
function repetition(before: Sale, asked: Asked): Sale | null {
  if (before.status === "finalized") {
    if (before.finalized_with !== fingerprintOf(asked)) {
      throw fail("conflict", "This sale was finalised with other payments.", { sale_status: before.status });
    }
    return visibleOf(sale, before);
  }
  const moved = moveSale(before.status, "finalized");
  if (!moved.ok) {
    throw fail("invalid_transition", `A ${before.status} sale cannot be finalised.`, {
      from: moved.from,
      to: moved.to,
      allowed: moved.allowed,
    });
  }
  return null;
}
