/** LAY-6: the pieces are for sale again, and what was paid goes back less a fee. */
import { fail, invalidField } from "../../../shared/errors.ts";
import { hasScope, type Meta } from "../../../shared/meta.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { dayOf } from "../checkout/finish-lay-by.ts";
import type { Sale } from "../checkout/run-checkout.ts";
import type { Payment } from "../pricing/rules/types.ts";
import { checkPayee, findPayee } from "../refunds/payee.ts";
import { chooseTenders, type RefundTender } from "../refunds/refund-tenders.rules.ts";
import { loadSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import { type Cancelling, cancelling } from "./cancel-lay-by.saga.ts";
import * as declared from "./declarations.ts";
import { cashierOf, moneyOf, requireLayBy, tillFor } from "./lay-by-money.ts";

type Input = InputOf<typeof declared.cancelLayBy>;

export const cancelLayBy = flow(declared.cancelLayBy, async (context, input) => {
  const before = await loadSale(context.reader, input.id);
  matchVersion(before, context.headers.if_match);
  if (before.lay_by?.status === "cancelled") return visibleOf(sale, before);
  const { cancelled } = await context.runSaga(cancelling, {
    subject: `sale:${before.id}`,
    meta: context.meta,
    headers: context.headers,
    data: await cancellationOf(context, before, input),
    answer: (after) => after.cancelled,
  });
  return cancelled!;
});

async function cancellationOf(context: FlowContext, before: Sale, input: Input): Promise<Cancelling> {
  const lay_by = requireLayBy(before);
  const { fee = 0, reason = null } = input;
  const { paid } = lay_by;
  if (fee > paid) throw invalidField("/fee", "too_high", "'fee' is more than what was paid.");
  checkPayee(input);
  await findPayee(context.call, input);
  const back = tendersBack(before, paid - fee, input, context.meta);
  const [day, till] = await Promise.all([
    dayOf(context, before.store_id),
    tillFor(context, before, input.register_id),
  ]);
  const of = { before, day, register_id: till?.id ?? null, cashier_id: cashierOf(context) };
  const what = { kind: "return" as const, amount: paid - fee, fee, paid: 0, outstanding: 0, reason };
  return {
    sale_id: before.id,
    version: before.version,
    hold_id: before.hold_id!,
    reason,
    money: paid ? moneyOf(of, back as Payment[], what) : null,
    changes: {
      payments: before.payments.map((each, i) => ({ ...each, refunded: refundedOf(back, i) })),
      lay_by: { ...lay_by, status: "cancelled", outstanding: 0, fee },
    },
  };
}

const refundedOf = (back: readonly RefundTender[], i: number): number =>
  back.find(({ tender_index }) => tender_index === i)?.amount ?? 0;

/** REF-7, of what was paid in parts. */
function tendersBack(before: Sale, amount: number, input: Input, meta: Meta): RefundTender[] {
  const { method = "original", account_id = null, gift_card_id = null } = input;
  const may_override = hasScope(meta, "write:refund_override");
  const choice = chooseTenders(
    before.payments,
    amount,
    { type: method, account_id, gift_card_id },
    may_override,
  );
  if (choice.ok) return choice.tenders;
  if (choice.code === "already_refunded") throw new Error(`More than ${choice.left} would go back.`);
  throw fail("forbidden", "More cash than was paid in cash requires the scope write:refund_override.", {
    original_cash: choice.original_cash,
    required_scope: choice.scope,
  });
}
