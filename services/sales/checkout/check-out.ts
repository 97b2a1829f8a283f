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
import { settle } from "../tenders/settle.rules.ts";
import { tenderShares } from "../tenders/tender-shares.rules.ts";
import type { Checkout } from "./checkout-steps.ts";
import { changeOnlyInCash, insufficientPayment, totalChanged } from "./errors.ts";

export type Asked = { payments: Payment[]; expected_total?: number | null | undefined };

export const fingerprintOf = ({ payments }: Asked) => sha256(canonicalJson(payments.map(paymentOf)));

const paymentOf = (each: Payment) => ({
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
  if (expected_total !== null && expected_total !== undefined && expected_total !== priced.total) {
    throw totalChanged({ total: priced.total, expected: expected_total, totals }, [
      { pointer: "/expected_total" },
    ]);
  }
  const settlement = settle({ total: priced.total, payments });
  if (settlement.ok) return settlement;
  if (settlement.code === "insufficient_payment") {
    const { total, paid, due } = settlement;
    throw insufficientPayment({ total, paid, due }, [{ pointer: "/payments" }]);
  }
  throw changeOnlyInCash({ ...settlement }, [{ pointer: "/payments", code: settlement.code }]);
}

/** The saga's data without the sale. */
export function checkoutOf(
  basket: Basket & { channel: string },
  loaded: Loaded,
  till: Entity<typeof register> | null,
  asked: Asked,
  meta: Meta,
): Omit<Checkout, "sale_id" | "before"> {
  if (till && basket.store_id && till.store_id !== basket.store_id)
    throw invalidField("/register_id", "other_store", "register_id must be a register of the sale's store.");
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
      payments: payments.map((each) => ({ ...paymentOf(each), refunded: 0 })),
      by_tender: tenderShares(priced.priced, tenders),
      change,
      register_session_id,
      finalized_with: fingerprintOf(asked),
    },
  };
}
