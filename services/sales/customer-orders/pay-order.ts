/** Payments of an order; the paid, refunded and outstanding sums change in the same write (MRC-PAY-1…4). */
import { fail, notFound } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { refuseCurrency } from "../documents/recalculate.ts";
import { paymentMethodKind } from "../selling-terms/payment-method-kind.ts";
import { type CustomerOrder, customerOrder, type Payment } from "./customer-order.ts";
import * as declared from "./declarations.ts";
import { firstPayment } from "./first-payment.ts";
import { orMadeElsewhere } from "./made-elsewhere.ts";
import { orders, saveOrder } from "./order-store.ts";
import { gatherWords, statusesOf, wordOf } from "./order-words.ts";
import { allocated } from "./rules/payments.rules.ts";

const MOST_PAYMENTS = 200;

const refused = (pointer: string, message: string) =>
  fail("unprocessable", message, { errors: [{ pointer, code: "invalid_value", message }] });

/** Where money of a provider is: transfers in the bank, cash in the drawer, cards on their way. */
const placeOf = (provider: string | null | undefined): Payment["place"] =>
  provider === "cash-on-delivery" || provider === "cash"
    ? "cash"
    : provider === "stripe" || provider === "card"
      ? "card_clearing"
      : "bank";

async function methodOf(
  tx: Tx,
  id: string | null | undefined,
  before: string | null | undefined,
): Promise<Partial<Payment>> {
  if (id === undefined || id === before) return {};
  if (id === null) return { method_code: null, method_name: null, place: "bank" };
  const found = await tx.findOne(paymentMethodKind, {
    ...{ _id: id, deleted_at: null, ...visibleTo(paymentMethodKind, tx.meta) },
  });
  if (!found) throw refused("/method_id", "There is no such method.");
  const { code, name, provider_key } = found;
  return { method_code: code, method_name: name, place: placeOf(provider_key ?? code) };
}

function refuseSums(payment: Payment): void {
  if (allocated(payment) > payment.amount)
    throw refused("/allocations", "The allocations add up to more than the amount.");
  if (payment.refunded_amount > payment.amount)
    throw refused("/refunded_amount", "More would be refunded than is paid.");
}

export const putPayment = command(declared.putPayment, {
  gather: (call, input) => gatherWords(call, "sales.payment_status", input),
  async run(
    tx,
    { id, payment_id, allocations, order_status_entry_id, line_status_entry_id, ...given },
    words,
  ) {
    const before = await orders.target(tx, id);
    const own = payment_id ? before.payments.find((each) => each.id === payment_id) : undefined;
    if (payment_id && !own) throw notFound("payment", payment_id);
    if (!own && before.payments.length >= MOST_PAYMENTS)
      throw fail("unprocessable", `An order has at most ${MOST_PAYMENTS} payments.`);
    if (!own && given.amount === undefined) throw refused("/amount", "A payment has an amount.");
    refuseCurrency(given.currency, before.currency, "/currency");
    const { refunded_amount, ...rest } = given;
    const payment: Payment = {
      ...(own ?? firstPayment(before, tx.now)),
      ...rest,
      ...(refunded_amount == null ? {} : { refunded_amount }),
      ...(await methodOf(tx, given.method_id, own?.method_id)),
      ...wordOf(words, given.status_entry_id, own),
      ...(allocations ? { allocations: allocations.map((amount) => ({ id: newId(), amount })) } : {}),
      updated_at: tx.now,
    };
    refuseSums(payment);
    const payments = own
      ? before.payments.map((each) => (each === own ? payment : each))
      : [...before.payments, payment];
    const asked = { order_status_entry_id, line_status_entry_id };
    return saveOrder(tx, before, { payments, ...statusesOf(words, before, asked) });
  },
});

async function withoutPayment(tx: Tx, id: string, payment_id: string): Promise<CustomerOrder> {
  const before = await orders.target(tx, id);
  const payments = before.payments.filter((each) => each.id !== payment_id);
  if (payments.length === before.payments.length) throw notFound("payment", payment_id);
  return saveOrder(tx, before, { payments });
}

export const removePayment = command(declared.removePayment, (tx, { id, payment_id }) =>
  withoutPayment(tx, id, payment_id),
);

async function orderOfPayment(tx: Tx, payment_id: string): Promise<CustomerOrder> {
  const [order] = await tx.find(customerOrder, { "payments.id": payment_id, deleted_at: null });
  if (!order) throw notFound("payment", payment_id);
  return order;
}

export const removePaymentAlone = command(declared.removePaymentAlone, async (tx, { payment_id }) => {
  const find = () => orderOfPayment(tx, payment_id);
  const { id } = await orMadeElsewhere(tx, { "invoices.id": payment_id }, find);
  return withoutPayment(tx, id, payment_id);
});
