/** Money for a sale on lay-by: its row, the drawer that counts it and the journal that posts it (LAY-2). */
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Step, StepContext } from "../../../shared/saga/saga.ts";
import { padded } from "../../../shared/service/numbers.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseForeignStore } from "../../../shared/service/visible.ts";
import { holdTender, postLayBy, releaseTender } from "../../accounts/public.ts";
import { checkPayments, paymentOf, refuseOtherStore } from "../checkout/check-out.ts";
import { draws } from "../checkout/checkout-steps.ts";
import type { StoreDay } from "../checkout/finish-lay-by.ts";
import { atPayment } from "../checkout/payment-places.ts";
import type { Payment } from "../pricing/rules/types.ts";
import { cashIn, countAt } from "../registers/drawer.ts";
import { register } from "../registers/register.ts";
import type { sale } from "../sales/sale.ts";
import { isOnLayBy } from "../sales/sale-status.rules.ts";
import type { Tender } from "../tenders/settle.rules.ts";
import { layByPaid } from "./declarations.ts";
import { layByPayment } from "./lay-by-payment.ts";

type Sale = Entity<typeof sale>;
export type Row = Entity<typeof layByPayment>;
type PaidBy = Sale["payments"][number]["paid_by"];

/** A payment or a return before it is written. */
export type Money = {
  row: Omit<Partial<Row>, "id"> &
    Pick<Row, "id" | "kind" | "fee" | "register_id" | "tenders" | "business_date">;
  sale_number: string;
  timezone: string;
  /** Store credit may be split into credit and balance once it is held. */
  tenders: Tender[];
};

export function requireLayBy(before: Sale): NonNullable<Sale["lay_by"]> {
  if (isOnLayBy(before)) return before.lay_by!;
  const { status } = before;
  throw before.lay_by
    ? fail("conflict", `This lay-by is ${before.lay_by.status}.`, { sale_status: status })
    : refusedTransition("sale", {
        ok: false,
        code: "invalid_transition",
        from: status,
        to: "on lay-by",
        allowed: [],
      });
}

/** The register that moves the money, and whether it may. */
export async function tillFor(
  { reader, meta }: Pick<FlowContext, "reader" | "meta">,
  before: Sale,
  asked: string | null | undefined,
) {
  const id = asked ?? before.register_id;
  const till = id ? await reader.get(register, id) : null;
  if (till) refuseForeignStore(meta, till.store_id, "/register_id");
  refuseOtherStore(till, before.store_id);
  return till;
}

export const amountOf = (payments: readonly { amount: number }[]): number =>
  sum(payments.map(({ amount }) => amount));

type Of = { before: Sale; day: StoreDay; register_id: string | null; cashier_id: string | null };
type What = Pick<Row, "kind" | "amount" | "fee" | "paid" | "outstanding"> & { reason?: string | null };

export function moneyOf(
  { before, day, register_id, cashier_id }: Of,
  payments: Payment[],
  what: What,
): Money {
  const { id: sale_id, store_id, currency, customer_id, number: sale_number } = before;
  const tenders = payments.map(paymentOf);
  return {
    sale_number,
    timezone: day.timezone,
    tenders,
    row: {
      ...{ id: newId(), sale_id, store_id, currency, customer_id, register_id, cashier_id, tenders },
      business_date: day.business_date,
      ...what,
    },
  };
}

/** A payment that leaves a sale on lay-by with this much paid. */
export function paymentFor(
  of: Of,
  payments: Payment[],
  { total, paid }: { total: number; paid: number },
): Money {
  checkPayments(payments);
  const amount = amountOf(payments);
  const after = { paid: paid + amount, outstanding: total - paid - amount };
  return moneyOf(of, payments, { kind: "payment", amount, fee: 0, ...after });
}

/** The payments as the sale shows them. */
export const depositsOf = (payments: readonly Payment[]): Sale["payments"] =>
  payments.map((each) => ({
    ...paymentOf(each),
    type: "deposit",
    paid_by: each.type as PaidBy,
    refunded: 0,
  }));

/** TOT-1: store credit and gift cards are set aside before the payment is decided. */
export const holdMoney: Step<{ money: Money | null; sale_id: string }> = {
  name: "hold_tender",
  needed: ({ money }) => money?.tenders.some(draws) ?? false,
  async run({ saga_id, call }, { money, sale_id }) {
    const { tenders, timezone } = money!;
    const asked = { hold_id: saga_id, timezone, tenders: tenders.filter(draws), sale_id };
    const held = await call(holdTender, asked).catch((error) => {
      throw atPayment(error, tenders);
    });
    return { money: { ...money!, tenders: [...tenders.filter((each) => !draws(each)), ...held.tenders] } };
  },
  async undo({ saga_id, call }, { money }) {
    if (money?.tenders.some(isHeld)) await call(releaseTender, { hold_id: saga_id });
  },
};

const isHeld = (tender: Tender): boolean => draws(tender) || tender.type === "payable";

/** Writes the row and counts its cash, as a part of a pivot. */
export async function moveMoney(tx: Tx, { row }: Money): Promise<Row> {
  const cash = cashIn(row.tenders);
  const register_session_id = await countAt(tx, row.register_id, row.kind === "payment" ? cash : -cash);
  const number = padded(await tx.number("lay_by_payment"));
  const told = (payment: Row) => ({ event: layByPaid, data: { payment } });
  return tx.insert(
    layByPayment,
    { ...row, number, register_session_id },
    { emit: row.kind === "payment" ? told : "none" },
  );
}

export async function postMoney(
  { saga_id, call }: StepContext,
  { tenders, timezone, sale_number }: Money,
  row: Row,
): Promise<void> {
  const { id, number, business_date, currency, register_session_id, kind, register_id, fee } = row;
  await call(postLayBy, {
    money: {
      payment_id: id,
      ...{ number, sale_number, business_date, timezone, currency, register_session_id },
      hold_id: kind === "payment" && tenders.some(isHeld) ? saga_id : null,
      fact: { kind, register_id, tenders, fee },
    },
  });
}

export const cashierOf = ({ meta }: Pick<FlowContext, "meta">): string | null =>
  meta.actor.kind === "system" ? null : meta.actor.id;
