/** Finalising: priced afresh, the payments checked, then the checkout saga (SALE-1, TOT-1, TOT-2). */

import { addDays } from "../../../shared/dates.ts";
import { fail, invalidField } from "../../../shared/errors.ts";
import { canonicalJson } from "../../../shared/events/canonical.ts";
import { sha256 } from "../../../shared/ids.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { finalizeSale } from "../public.ts";
import { register, sale } from "../resources/sale.ts";
import { moveSale } from "../rules/sale-status.ts";
import { settle } from "../rules/settle.ts";
import type { Payment } from "../rules/types.ts";
import { type Checkout, checkout } from "../sagas/checkout.ts";
import { type Basket, loadBasket } from "./load-basket.ts";
import { type Priced, priceBasket } from "./price-basket.ts";

type Input = { id: string; payments: Payment[]; expected_total?: number | null | undefined };

export const finalize = flow(finalizeSale, async (context, input) => {
  const { reader, meta, headers, runSaga, call } = context;
  const before = await reader.whole(sale, input.id);
  matchVersion(before, headers.if_match);
  const asked = input as Input;
  const repeated = repetition(before, asked);
  if (repeated) return repeated;
  checkPayments(asked.payments);
  const [loaded, till] = await Promise.all([
    loadBasket(call, before as Basket, meta),
    before.register_id ? reader.get(register, before.register_id) : null,
  ]);
  const priced = priceBasket(before as Basket, loaded, meta, asked.payments);
  const { change, tenders } = settled(priced, asked);
  const data: Checkout = {
    sale_id: before.id,
    version: before.version,
    allow_negative_stock: loaded.organization.allow_negative_stock,
    units: unitsOf(before),
    channel: before.channel,
    tenders,
    changes: {
      ...priced.totals,
      lines: priced.lines.map((line) => ({
        ...line,
        payable_on: addDays(loaded.business_date, line.return_days),
      })) as never,
      status: "finalized",
      business_date: loaded.business_date,
      payments: asked.payments.map((each) => ({ ...paymentOf(each), refunded: 0 })) as never,
      change,
      register_session_id: till?.open_session_id ?? null,
      finalized_with: fingerprintOf(asked),
    },
  };
  const done = await runSaga(checkout, {
    subject: `sale:${before.id}`,
    data,
    meta,
    headers,
    answer: ({ finalized }) => finalized,
  });
  return done.finalized!;
});

/** SALE-3: the same request again is answered with the finalised sale, another one refused. */
function repetition(before: Entity<typeof sale>, input: Input): Entity<typeof sale> | null {
  if (before.status === "finalized") {
    if (before.finalized_with !== fingerprintOf(input)) {
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

const fingerprintOf = ({ payments }: Input) => sha256(canonicalJson(payments.map(paymentOf)));

const paymentOf = (each: Payment) => ({
  type: each.type,
  amount: each.amount,
  account_id: each.account_id ?? null,
  gift_card_id: each.gift_card_id ?? null,
  provider_ref: each.provider_ref ?? null,
});

function checkPayments(payments: Payment[]): void {
  payments.forEach((payment, i) => {
    if (payment.type === "store_credit" && !payment.account_id) {
      throw invalidField(
        `/payments/${i}/account_id`,
        "required",
        "Store credit needs the account whose it is.",
      );
    }
    if (payment.type === "gift_card" && !payment.gift_card_id) {
      throw invalidField(`/payments/${i}/gift_card_id`, "required", "Name the gift card.");
    }
  });
}

function settled({ priced, totals }: Priced, { payments, expected_total }: Input) {
  if (expected_total !== null && expected_total !== undefined && expected_total !== priced.total) {
    throw fail("total_changed", `The total is ${priced.total}, not ${expected_total}.`, {
      totals,
      errors: [
        { pointer: "/expected_total", code: "total_changed", message: `The total is ${priced.total}.` },
      ],
    });
  }
  const settlement = settle({ total: priced.total, payments });
  if (settlement.ok) return settlement;
  if (settlement.code === "insufficient_payment") {
    const { total, paid, due } = settlement;
    throw fail("insufficient_payment", `The payments of ${paid} do not cover the total of ${total}.`, {
      total,
      paid,
      due,
      errors: [{ pointer: "/payments", code: "insufficient_payment", message: `${due} more is needed.` }],
    });
  }
  throw fail("invalid_payment", "Change is given in cash only, and never more than the cash tendered.", {
    ...settlement,
    errors: [
      { pointer: "/payments", code: settlement.code, message: "Tender less by card, check or credit." },
    ],
  });
}

/** Units per item: a piece may stand on several lines. */
export function unitsOf({ lines }: { lines: readonly { item_id: string; quantity: number }[] }) {
  const units = new Map<string, number>();
  for (const line of lines) units.set(line.item_id, (units.get(line.item_id) ?? 0) + line.quantity);
  return [...units].map(([item_id, count]) => ({ item_id, units: count }));
}
