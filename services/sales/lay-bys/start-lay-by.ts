/** LAY-1: prices an open sale once more and agrees its total, takes the deposit and holds the pieces. */
import { endOfDate } from "../../../shared/dates.ts";
import { fail, invalidField } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { refuseOtherTotal } from "../checkout/check-out.ts";
import { pricedBy } from "../checkout/hold-steps.ts";
import type { Sale } from "../checkout/run-checkout.ts";
import { cardsOf } from "../lines/gift-card-line.ts";
import { type Basket, loadBasket } from "../pricing/load-basket.ts";
import { priceBasket } from "../pricing/price-basket.ts";
import { unitsOf } from "../pricing/rules/basket.ts";
import type { Payment } from "../pricing/rules/types.ts";
import { loadSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import { isOnLayBy, moveSale } from "../sales/sale-status.rules.ts";
import * as declared from "./declarations.ts";
import { refuseDueDate } from "./due-date.ts";
import { exceedsOutstanding } from "./errors.ts";
import { amountOf, cashierOf, depositsOf, paymentFor, tillFor } from "./lay-by-money.ts";
import { type Starting, starting } from "./start-lay-by.saga.ts";

type Input = InputOf<typeof declared.startLayBy> & { payments: Payment[] };

export const startLayBy = flow(declared.startLayBy, async (context, given) => {
  const input = given as Input;
  const before = await loadSale(context.reader, input.id);
  matchVersion(before, context.headers.if_match);
  if (isOnLayBy(before)) return again(before, input);
  const moved = moveSale(before.status, "parked");
  if (!moved.ok) throw refusedTransition("sale", moved);
  if (!moved.changed) throw fail("conflict", "This sale is parked: unpark it first.");
  if (before.lines.length === 0) throw fail("unprocessable", "A sale without lines cannot be put on lay-by.");
  if (cardsOf(before).length) throw fail("unprocessable", "Gift cards cannot be put on lay-by.");
  const { parked } = await context.runSaga(starting, {
    subject: `sale:${before.id}`,
    meta: context.meta,
    headers: context.headers,
    data: await agreed(context, before, input),
    answer: (after) => after.parked,
  });
  return parked!;
});

/** STM-2: what repeats the agreement changes nothing. */
function again(before: Sale, { due_date, payments }: Input): Sale {
  if (before.lay_by!.due_date !== due_date || payments.length)
    throw fail("conflict", "This sale is on lay-by already: take a payment, or change its due date.");
  return visibleOf(sale, before);
}

async function agreed(context: FlowContext, before: Sale, input: Input): Promise<Starting> {
  const { call, meta } = context;
  const { due_date, payments, expected_total } = input;
  const basket = before as Basket & Sale;
  const [loaded, till] = await Promise.all([
    loadBasket(call, basket, meta),
    tillFor(context, before, input.register_id),
  ]);
  refuseDueDate(due_date, loaded);
  const { priced, lines, totals } = priceBasket(basket, loaded, meta);
  const { gift_cards: _none, ...sums } = totals;
  const { total } = priced;
  refuseOtherTotal(total, totals, expected_total);
  if (total <= 0) throw fail("unprocessable", "A sale of nothing to pay cannot be put on lay-by.");
  const paid = amountOf(payments);
  if (paid > total) throw exceedsOutstanding({ asked: paid, outstanding: total }, [{ pointer: "/payments" }]);
  if (paid === total)
    throw invalidField(
      "/payments",
      "whole_total",
      "The deposit is the whole total: finalize the sale instead.",
    );
  const of = { before, day: loaded, register_id: till?.id ?? null, cashier_id: cashierOf(context) };
  return {
    sale_id: before.id,
    version: before.version,
    units: unitsOf(before),
    priced: lines.map((line) => pricedBy(line, before.channel)),
    money: payments.length ? paymentFor(of, payments, { total, paid: 0 }) : null,
    changes: {
      ...sums,
      lines,
      payments: depositsOf(payments),
      hold_until: endOfDate(due_date, loaded.timezone),
      lay_by: {
        ...{ status: "active", due_date, started_on: loaded.business_date },
        ...{ paid, outstanding: total - paid, fee: 0 },
      },
    },
  };
}
