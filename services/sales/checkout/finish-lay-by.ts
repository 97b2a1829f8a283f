/** Finalizes a sale on lay-by as it was agreed when it began, whatever prices, discounts and taxes are today (LAY-3, LAY-4). */
import { nowInstant } from "../../../shared/clock.ts";
import { addDays, businessDate } from "../../../shared/dates.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import { loadForSale } from "../../inventory/public.ts";
import { unitsOf } from "../pricing/rules/basket.ts";
import type { Payment } from "../pricing/rules/types.ts";
import { cashOf } from "../registers/drawer.ts";
import { register } from "../registers/register.ts";
import { tenderShares } from "../tenders/tender-shares.rules.ts";
import {
  type Asked,
  checkPayments,
  fingerprintOf,
  paymentOf,
  refuseOtherStore,
  refuseOtherTotal,
  settledBy,
} from "./check-out.ts";
import { checkout } from "./checkout.saga.ts";
import type { Checkout } from "./checkout-steps.ts";
import type { Sale } from "./run-checkout.ts";

export type StoreDay = { timezone: string; business_date: string };

/** TIM-2. */
export async function dayOf(
  { call, meta }: Pick<FlowContext, "call" | "meta">,
  store_id: string | null,
): Promise<StoreDay> {
  const store = store_id ? (await call(loadForSale, { item_ids: [], store_id })).store : null;
  const timezone = store?.timezone ?? meta.org.timezone;
  return { timezone, business_date: businessDate(nowInstant(), timezone) };
}

/** `before` has the deposits that were paid; `payments` are the rest. */
export function layByCheckoutOf(
  before: Sale,
  { timezone, business_date }: StoreDay,
  register_session_id: string | null,
  payments: Payment[],
): Checkout {
  const deposits = before.payments.map(({ paid_by: _how, refunded: _none, ...each }) => each);
  const { change, tenders } = settledBy(before.total, [...deposits, ...payments]);
  return {
    sale_id: before.id,
    before,
    in_drawer: register_session_id !== null && cashOf({ payments, change }) !== 0,
    allow_negative_stock: true,
    units: unitsOf(before),
    parked_hold_id: before.hold_id,
    channel: before.channel,
    timezone,
    tenders,
    cards: [],
    changes: {
      lines: before.lines.map((line) => ({ ...line, payable_on: addDays(business_date, line.return_days) })),
      status: "finalized",
      business_date,
      payments: [
        ...before.payments,
        ...payments.map((each) => ({ ...paymentOf(each), paid_by: null, refunded: 0 })),
      ],
      by_tender: tenderShares(before, tenders),
      change,
      register_session_id,
      lay_by: { ...before.lay_by!, status: "completed", outstanding: 0 },
      hold_until: null,
      hold_id: null,
      finalized_with: fingerprintOf({ payments }),
    },
  };
}

/** `asked`: how the rest is paid. */
export async function finishLayBy(context: FlowContext, before: Sale, asked: Asked): Promise<Sale> {
  const { reader, meta, headers, runSaga } = context;
  const { payments, expected_total } = asked;
  checkPayments(payments);
  const { total, subtotal, tax_total, discount_total } = before;
  refuseOtherTotal(total, { total, subtotal, tax_total, discount_total }, expected_total);
  const [day, till] = await Promise.all([
    dayOf(context, before.store_id),
    before.register_id ? reader.get(register, before.register_id) : null,
  ]);
  refuseOtherStore(till, before.store_id);
  const data = layByCheckoutOf(before, day, till?.open_session_id ?? null, payments);
  const { finalized } = await runSaga(checkout, {
    subject: `sale:${before.id}`,
    data,
    meta,
    headers,
    answer: (after) => after.finalized,
  });
  return finalized!;
}
