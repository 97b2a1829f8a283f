/** Finalising: priced afresh, the payments checked, then the checkout saga (SALE-1, TOT-1, TOT-2). */

import { fail, isFailure } from "../../../shared/errors.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { finalizeSale } from "../public.ts";
import { register, sale } from "../resources/sale.ts";
import { moveSale } from "../rules/sale-status.ts";
import { checkout } from "../sagas/checkout.ts";
import { type Asked, checkoutOf, checkPayments, fingerprintOf } from "./check-out.ts";
import { type Basket, loadBasket } from "./load-basket.ts";
import { wholeSale } from "./one-sale.ts";

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

async function finalizeAs(context: FlowContext, before: Sale, input: Input): Promise<Sale> {
  const { reader, meta, headers, runSaga, call } = context;
  matchVersion(before, headers.if_match);
  const asked = input as Asked;
  const repeated = repetition(before, asked);
  if (repeated) return repeated;
  checkPayments(asked.payments);
  const basket = before as Basket & { channel: string };
  const [loaded, till] = await Promise.all([
    loadBasket(call, basket, meta),
    before.register_id ? reader.get(register, before.register_id) : null,
  ]);
  const done = await runSaga(checkout, {
    subject: `sale:${before.id}`,
    data: {
      sale_id: before.id,
      version: before.version,
      ...checkoutOf(basket, loaded, till, asked, meta),
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
  if (before.lines.length === 0) throw fail("unprocessable", "A sale without lines cannot be finalised.");
  return null;
}
