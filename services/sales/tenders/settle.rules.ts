/** TOT-1: whether payments settle a sale, and the actual amount of each tender. Amounts in minor units. */
import { sum } from "../../../shared/money.ts";
import type { Payment, PaymentType } from "../pricing/rules/types.ts";

/** A payment for posting: cash net of change. `payable` is consignor balance, spent after store credit (6.2). */
export type Tender = Omit<Payment, "type"> & { type: PaymentType | "payable" };

/** The available amounts of store-credit accounts and gift cards, by id. Store credit comes first, then balance. */
export type DrawableBalances = {
  store_credit: Record<string, number>;
  /** The available (not the pending) consignor balance, 5.8. */
  available_balance: Record<string, number>;
  gift_card: Record<string, number>;
};

export type Settlement =
  | { ok: true; change: number; tenders: Tender[] }
  | { ok: false; code: "insufficient_payment"; total: number; paid: number; due: number }
  | { ok: false; code: "change_exceeds_cash"; change: number; cash: number }
  | {
      ok: false;
      code: "insufficient_balance";
      payment_index: number;
      available: number;
      asked: number;
    };

/** Subtracts the change from the cash payments, the last one first, so that only the cash in the drawer is posted. */
function netOfChange(payments: readonly Payment[], change: number): Tender[] {
  let left = change;
  const tenders: Tender[] = [];
  for (const payment of [...payments].reverse()) {
    const back = payment.type === "cash" ? Math.min(left, payment.amount) : 0;
    left -= back;
    if (payment.amount > back) tenders.unshift({ ...payment, amount: payment.amount - back });
  }
  return tenders;
}

/** The part of `asked` that `pool[id]` still covers. The pool shrinks, because several payments may use it. */
function draw(pool: Map<string, number>, id: string | null | undefined, asked: number): number {
  const given = Math.min(asked, Math.max(0, pool.get(id ?? "") ?? 0));
  if (given > 0) pool.set(id!, pool.get(id!)! - given);
  return given;
}

/** Splits store-credit payments into store credit and balance, and refuses an amount without cover. */
function drawBalances(tenders: readonly Tender[], balances: DrawableBalances): Settlement {
  const credit = new Map(Object.entries(balances.store_credit));
  const payable = new Map(Object.entries(balances.available_balance));
  const cards = new Map(Object.entries(balances.gift_card));
  const drawn: Tender[] = [];
  for (const [payment_index, tender] of tenders.entries()) {
    const { type, amount, account_id, gift_card_id } = tender;
    if (type !== "store_credit" && type !== "gift_card") {
      drawn.push(tender);
      continue;
    }
    const first = type === "gift_card" ? draw(cards, gift_card_id, amount) : draw(credit, account_id, amount);
    const rest = type === "gift_card" ? 0 : draw(payable, account_id, amount - first);
    if (first + rest < amount) {
      return {
        ok: false,
        code: "insufficient_balance",
        payment_index,
        available: first + rest,
        asked: amount,
      };
    }
    if (first > 0) drawn.push({ ...tender, amount: first });
    if (rest > 0) drawn.push({ ...tender, type: "payable", amount: rest });
  }
  return { ok: true, change: 0, tenders: drawn };
}

/**
 * TOT-1: Σ payments ≥ total, 0 ≤ change ≤ cash tendered, and, where balances are given, store-credit and gift-card
 * payments within them. Without balances store credit stays one tender, for accounts to draw atomically.
 */
export function settle(input: {
  total: number;
  payments: readonly Payment[];
  balances?: DrawableBalances | null;
}): Settlement {
  const { total, payments } = input;
  const paid = sum(payments.map(({ amount }) => amount));
  const change = paid - total;
  if (change < 0) return { ok: false, code: "insufficient_payment", total, paid, due: -change };
  const cash = sum(payments.filter(({ type }) => type === "cash").map(({ amount }) => amount));
  if (change > cash) return { ok: false, code: "change_exceeds_cash", change, cash };
  const tenders = netOfChange(payments, change);
  if (!input.balances) return { ok: true, change, tenders };
  const drawn = drawBalances(tenders, input.balances);
  return drawn.ok ? { ...drawn, change } : drawn;
}
