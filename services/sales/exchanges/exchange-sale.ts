/** Takes back goods of a sale and sells others for them, all or nothing (EXC-1…4). */
import { fail, invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { hasScope, type Meta } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { type FlowContext, flow, type ReceivedBy } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { type Asked, checkoutOf, checkPayments } from "../checkout/check-out.ts";
import type { Checkout } from "../checkout/checkout-steps.ts";
import { refuseContractSale } from "../lines/refuse-contract-sale.ts";
import { type Basket, loadBasket } from "../pricing/load-basket.ts";
import { priceBasket } from "../pricing/price-basket.ts";
import { decidedRefund } from "../refunds/decide-refund.ts";
import { checkPayee, findPayee } from "../refunds/payee.ts";
import { register } from "../registers/register.ts";
import { loadSale } from "../sales/load-sale.ts";
import { newSale } from "../sales/new-sale.ts";
import type { Channel, sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { exchanging, inExchange } from "./exchange.saga.ts";
import { exchangedPayments } from "./exchanged-payments.ts";
import type { BothWays } from "./sell-and-take-back.ts";

type Whole = Entity<typeof sale>;
type Input = ReceivedBy<typeof declared.exchangeSale>;

export const exchangeSale = flow(declared.exchangeSale, async (context, input) => {
  const { reader, meta, headers, call, runSaga } = context;
  checkInput(input, meta);
  const before = await loadSale(reader, input.id);
  matchVersion(before, headers.if_match);
  refuseContractSale(before);
  await findPayee(call, input);
  const done = await runSaga(exchanging, {
    subject: `sale:${before.id}`,
    data: await bothWays(context, before, input),
    meta,
    headers,
    answer: answerOf,
  });
  return answerOf(done);
});

const answerOf = ({ sales, refunded }: BothWays) => ({ sale: sales[0]!.finalized!, refund: refunded![0]! });

function checkInput(input: Input, meta: Meta): void {
  if (!hasScope(meta, "write:sales"))
    throw fail("forbidden", "An exchange also requires the scope write:sales.", {
      required_scope: "write:sales",
    });
  if (!input.sale.lines?.length && !input.sale.gift_cards?.length)
    throw invalidField("/sale/lines", "required", "'lines' must not be empty unless gift cards are sold.");
  checkPayee(input);
  checkPayments(input.payments as Asked["payments"]);
}

/** The new goods, at their prices. Their store, till and customer are those of the sale unless others are named. */
async function goodsOf({ reader, call, meta }: FlowContext, before: Whole, asked: Input["sale"]) {
  const store_id = asked.store_id ?? before.store_id;
  const register_id = asked.register_id ?? (store_id === before.store_id ? before.register_id : null);
  const given = { ...asked, store_id, register_id, customer_id: asked.customer_id ?? before.customer_id };
  const basket = given as Basket & { channel: Channel };
  const [loaded, till] = await Promise.all([
    loadBasket(call, basket, meta),
    register_id ? reader.get(register, register_id) : null,
  ]);
  return { given, basket, loaded, till, price: priceBasket(basket, loaded, meta).priced.total };
}

async function goodsAsked(context: FlowContext, before: Whole, asked: Input["sale"]) {
  try {
    return await goodsOf(context, before, asked);
  } catch (error) {
    throw inExchange(error);
  }
}

/** EXC-1: what comes back pays for the new goods up to their price before cash is rounded; `payments` pay the rest. */
async function bothWays(context: FlowContext, before: Whole, input: Input): Promise<BothWays> {
  const { call, meta } = context;
  const { sale: asked, payments, expected_total, id: _id, ...back } = input;
  const { given, basket, loaded, till, price } = await goodsAsked(context, before, asked);
  const back_at = { ...back, register_id: given.register_id, exchange_up_to: price };
  const { refund, exchanged } = await decidedRefund(call, before, back_at, meta);
  const paid = [...exchangedPayments(exchanged), ...(payments as Asked["payments"])];
  const sale_id = newId();
  const sold: Checkout = {
    ...settled(() => checkoutOf(basket, loaded, till, { payments: paid, expected_total }, meta)),
    sale_id,
    before: null,
  };
  const changes = {
    ...newSale(given, loaded, meta),
    ...sold.changes,
    // A dialect repeats it by the payments that it shows.
    finalized_with: null,
    exchange_refund_id: refund.refund.id,
  };
  return {
    sales: [{ ...sold, changes }],
    refunds: [{ ...refund, refund: { ...refund.refund, exchange_sale_id: sale_id } }],
  };
}

function settled<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inExchange(error);
  }
}
