/** LAY-2: takes a part of what is outstanding; the rest of it finalizes the sale (LAY-4). */
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { dayOf, layByCheckoutOf } from "../checkout/finish-lay-by.ts";
import type { Sale } from "../checkout/run-checkout.ts";
import type { Payment } from "../pricing/rules/types.ts";
import { loadSale } from "../sales/load-sale.ts";
import * as declared from "./declarations.ts";
import { exceedsOutstanding } from "./errors.ts";
import { amountOf, cashierOf, depositsOf, paymentFor, requireLayBy, tillFor } from "./lay-by-money.ts";
import { type Paying, paying } from "./pay-lay-by.saga.ts";

export const payLayBy = flow(declared.payLayBy, async (context, { id, payments, register_id }) => {
  const before = await loadSale(context.reader, id);
  matchVersion(before, context.headers.if_match);
  const { row } = await context.runSaga(paying, {
    subject: `sale:${id}`,
    meta: context.meta,
    headers: context.headers,
    data: await paymentOn(context, before, payments as Payment[], register_id),
    answer: (after) => after.row,
  });
  return row!;
});

async function paymentOn(
  context: FlowContext,
  before: Sale,
  payments: Payment[],
  register_id: string | null | undefined,
): Promise<Paying> {
  const lay_by = requireLayBy(before);
  const asked = amountOf(payments);
  const { outstanding, paid } = lay_by;
  if (asked > outstanding) throw exceedsOutstanding({ asked, outstanding }, [{ pointer: "/payments" }]);
  const [day, till] = await Promise.all([
    dayOf(context, before.store_id),
    tillFor(context, before, register_id),
  ]);
  const of = { before, day, register_id: till?.id ?? null, cashier_id: cashierOf(context) };
  const changes = {
    payments: [...before.payments, ...depositsOf(payments)],
    lay_by: { ...lay_by, paid: paid + asked, outstanding: outstanding - asked },
  };
  const paidUp = { ...before, ...changes };
  const whole = asked === outstanding;
  const finished = whole ? layByCheckoutOf(paidUp, day, till?.open_session_id ?? null, []) : null;
  return {
    sale_id: before.id,
    before: whole ? null : before,
    money: paymentFor(of, payments, { total: before.total, paid }),
    changes,
    // The sale counts where its last payment was made.
    checkout: finished && {
      ...finished,
      before,
      changes: { ...finished.changes, register_id: of.register_id },
    },
  };
}
