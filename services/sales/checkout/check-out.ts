/** Turns a priced basket and its payments into the data of the checkout saga (SALE-1, TOT-1, TOT-2). */
import { addDays } from "../../../shared/dates.ts";
import { invalidField } from "../../../shared/errors.ts";
import { canonicalJson } from "../../../shared/events/canonical.ts";
import { sha256 } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Basket, Loaded } from "../pricing/load-basket.ts";
import { type Priced, priceBasket } from "../pricing/price-basket.ts";
import { unitsOf } from "../pricing/rules/basket.ts";
import type { Payment } from "../pricing/rules/types.ts";
import { cashOf } from "../registers/drawer.ts";
import type { register } from "../registers/register.ts";
import type { Channel } from "../sales/sale.ts";
import { settle } from "../tenders/settle.rules.ts";
import { tenderShares } from "../tenders/tender-shares.rules.ts";
import type { Checkout } from "./checkout-steps.ts";
import { changeOnlyInCash, insufficientPayment, totalChanged } from "./errors.ts";

export type Asked = { payments: Payment[]; expected_total?: number | null | undefined };

export const fingerprintOf = ({ payments }: Asked) => sha256(canonicalJson(payments.map(paymentOf)));

export const paymentOf = (each: Payment) => ({
  type: each.type,
  amount: each.amount,
  account_id: each.account_id ?? null,
  gift_card_id: each.gift_card_id ?? null,
  provider_ref: each.provider_ref ?? null,
});

export function checkPayments(payments: Payment[]): void {
  payments.forEach((payment, i) => {
    if (payment.type === "store_credit" && !payment.account_id) {
      throw invalidField(
        `/payments/${i}/account_id`,
        "required",
        "A store_credit payment requires an account.",
      );
    }
    if (payment.type === "gift_card" && !payment.gift_card_id) {
      throw invalidField(
        `/payments/${i}/gift_card_id`,
        "required",
        "A gift_card payment requires a gift card.",
      );
    }
  });
}

function settled({ priced, totals }: Priced, { payments, expected_total }: Asked) {
  refuseOtherTotal(priced.total, totals, expected_total);
  return settledBy(priced.total, payments);
}

export function refuseOtherTotal(total: number, totals: object, expected: Asked["expected_total"]): void {
  if (expected !== null && expected !== undefined && expected !== total)
    throw totalChanged({ total, expected, totals }, [{ pointer: "/expected_total" }]);
}

/** The change and the tenders net of it. */
export function settledBy(total: number, payments: readonly Payment[]) {
  const settlement = settle({ total, payments });
  if (settlement.ok) return settlement;
  if (settlement.code === "insufficient_payment") {
    const { paid, due } = settlement;
    throw insufficientPayment({ total, paid, due }, [{ pointer: "/payments" }]);
  }
  throw changeOnlyInCash({ ...settlement }, [{ pointer: "/payments", code: settlement.code }]);
}

type Till = Entity<typeof register> | null;

export function refuseOtherStore(till: Till, store_id: string | null | undefined): void {
  if (till && store_id && till.store_id !== store_id)
    throw invalidField(
      "/register_id",
      "other_store",
      "'register_id' must be a register of the sale's store.",
    );
}

/** The saga's data without the sale. */
export function checkoutOf(
  basket: Basket & { channel: Channel },
  loaded: Loaded,
  till: Till,
  asked: Asked,
  meta: Meta,
): Omit<Checkout, "sale_id" | "before"> {
  refuseOtherStore(till, basket.store_id);
  const priced = priceBasket(basket, loaded, meta, asked.payments);
  const { change, tenders } = settled(priced, asked);
  const { payments } = asked;
  const register_session_id = till?.open_session_id ?? null;
  return {
    in_drawer: register_session_id !== null && cashOf({ payments, change }) !== 0,
    allow_negative_stock: loaded.organization.allow_negative_stock,
    units: unitsOf(priced),
    channel: basket.channel,
    timezone: loaded.timezone,
    tenders,
    cards: priced.totals.gift_cards.map(({ id, amount }) => ({ id, amount })),
    changes: {
      ...priced.totals,
      gift_card_codes: priced.codes,
      lines: priced.lines.map((line) => ({
        ...line,
        payable_on: addDays(loaded.business_date, line.return_days),
      })),
      status: "finalized",
      business_date: loaded.business_date,
      payments: payments.map((each) => ({
        ...paymentOf(each),
        paid_by: each.paid_by ?? null,
        refunded: 0,
      })),
      by_tender: tenderShares(priced.priced, tenders),
      change,
      register_session_id,
      finalized_with: fingerprintOf(asked),
    },
  };
}
