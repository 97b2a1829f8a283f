/** Refunds of a sale (REF-1…7) as a pure decision over the sale as stored. Amounts in minor units. */
import { allocate, rnd, sum } from "../../../shared/money.ts";
import type { SaleStatus } from "../sales/sale-status.rules.ts";
import {
  addComponents,
  amountLeft,
  type RefundableLine,
  type RefundLine,
  refundAmount,
  refundUnits,
} from "./refund-line.rules.ts";
import {
  afterParts,
  chooseTenders,
  type RefundableTender,
  type RefundMethod,
  type RefundTender,
} from "./refund-tenders.rules.ts";

export type RefundableSale = {
  status: SaleStatus;
  total: number;
  refunded_amount: number;
  cash_rounding_adjustment: number;
  /** The part of the cash rounding in earlier refunds. */
  rounding_refunded: number;
  lines: RefundableLine[];
  /** GFT-2: gift cards that it sold; `refunded` is 0 or all of the amount. */
  gift_cards: RefundableCard[];
  tenders: RefundableTender[];
};

export type RefundableCard = { id: string; amount: number; refunded: number };

/** Refunds units of lines, or an amount as goodwill on one line or over all lines (REF-5). */
export type RefundRequest = {
  method: RefundMethod;
  /** The principal has `write:refund_override` (REF-7). */
  may_override?: boolean;
  /** EXC-1: so much of the refund, at most, pays for other goods. */
  exchange_up_to?: number;
} & (
  | { kind: "units"; lines: { line_id: string; quantity: number }[]; gift_card_ids?: readonly string[] }
  | { kind: "amount"; amount: number; bearer?: "shared" | "store" | null; line_id?: string | null }
);

export type RefundDecision =
  | {
      ok: true;
      amount: number;
      rounding: number;
      lines: RefundLine[];
      gift_cards: RefundableCard[];
      /** What is paid to the buyer. */
      tenders: RefundTender[];
      /** EXC-3: what pays for other goods, by the tenders that it came from. */
      exchanged: RefundTender[];
    }
  | { ok: false; code: "invalid_transition"; from: SaleStatus; to: "refunded"; allowed: string[] }
  | { ok: false; code: "already_refunded"; unit: "units" | "amount"; line_id?: string; left: number }
  | { ok: false; code: "reference_not_found"; line_id: string }
  | { ok: false; code: "reference_not_found"; gift_card_id: string }
  | { ok: false; code: "validation_failed"; reason: "duplicate_line" | "not_positive" | "no_lines" }
  | { ok: false; code: "forbidden"; scope: "write:refund_override"; original_cash: number };

type Refused = Extract<RefundDecision, { ok: false }>;
type Parts = { ok: true; lines: RefundLine[]; rounding: number; gift_cards: RefundableCard[] } | Refused;

const invalid = (reason: "duplicate_line" | "not_positive" | "no_lines"): Refused => ({
  ok: false,
  code: "validation_failed",
  reason,
});

const cardsOf = ({ gift_cards }: RefundableSale): number => sum(gift_cards.map(({ amount }) => amount));
const cardsGone = ({ gift_cards }: RefundableSale): number => sum(gift_cards.map(({ refunded }) => refunded));
/** What was bought, goods and gift cards, and what of it was refunded. */
const taxed = (sale: RefundableSale): number =>
  sum(sale.lines.map((line) => line.taxed_price)) + cardsOf(sale);
const linesGone = (sale: RefundableSale): number =>
  sum(sale.lines.map((line) => line.refunded_amount)) + cardsGone(sale);

/** The part of these goods that was paid in cash, without rounding. Tenders are refunded in reverse order of use (REF-7). */
function goodsInCash({ tenders, cash_rounding_adjustment }: RefundableSale, goods: number): number {
  let left = goods;
  let rounding = cash_rounding_adjustment;
  let cash = 0;
  for (const { type, amount } of [...tenders].reverse()) {
    const rounded = type === "cash" ? Math.min(rounding, amount) : 0;
    rounding -= rounded;
    const part = Math.min(left, amount - rounded);
    left -= part;
    if (type === "cash") cash += part;
  }
  // An amount without a tender is rounding, which belongs to cash.
  return cash + left;
}

/**
 * The rounding is refunded with the goods that were paid in cash (INV-6, TAX-6), by MON-7 over them. A refund is never
 * negative.
 */
function roundingShare(sale: RefundableSale, amount: number): number {
  const whole = goodsInCash(sale, taxed(sale));
  if (whole === 0) return 0;
  const gone = goodsInCash(sale, linesGone(sale) + amount);
  const due = rnd(BigInt(sale.cash_rounding_adjustment) * BigInt(gone), whole);
  return Math.max(due - sale.rounding_refunded, -amount);
}

/** GFT-2: a card goes back whole, once. */
function cardParts(
  sale: RefundableSale,
  asked: readonly string[],
): Refused | { ok: true; gift_cards: RefundableCard[] } {
  if (new Set(asked).size < asked.length) return invalid("duplicate_line");
  const gift_cards: RefundableCard[] = [];
  for (const id of asked) {
    const card = sale.gift_cards.find((each) => each.id === id);
    if (!card) return { ok: false, code: "reference_not_found", gift_card_id: id };
    if (card.refunded > 0) return { ok: false, code: "already_refunded", unit: "amount", left: 0 };
    gift_cards.push(card);
  }
  return { ok: true, gift_cards };
}

/** REF-1, REF-3, GFT-2. */
function unitParts(sale: RefundableSale, request: RefundRequest & { kind: "units" }): Parts {
  const { lines: asked, gift_card_ids = [] } = request;
  if (asked.length === 0 && gift_card_ids.length === 0) return invalid("no_lines");
  const cards = cardParts(sale, gift_card_ids);
  if (!cards.ok) return cards;
  if (new Set(asked.map(({ line_id }) => line_id)).size < asked.length) return invalid("duplicate_line");
  const lines: RefundLine[] = [];
  for (const { line_id, quantity } of asked) {
    const line = sale.lines.find(({ id }) => id === line_id);
    if (!line) return { ok: false, code: "reference_not_found", line_id };
    if (quantity < 1) return invalid("not_positive");
    const left = line.quantity - line.refunded_quantity;
    if (quantity > left) return { ok: false, code: "already_refunded", unit: "units", line_id, left };
    lines.push(refundUnits(line, quantity));
  }
  const { gift_cards } = cards;
  const amount = sum([...lines, ...gift_cards].map((each) => each.amount));
  return { ok: true, lines, gift_cards, rounding: roundingShare(sale, amount) };
}

/** REF-5. An amount beyond the lines of a sale that was rounded up is the rest of the rounding. */
function amountParts(sale: RefundableSale, request: RefundRequest & { kind: "amount" }): Parts {
  const { amount, line_id } = request;
  if (amount < 1) return invalid("not_positive");
  const chosen = line_id ? sale.lines.filter(({ id }) => id === line_id) : sale.lines;
  if (line_id && chosen.length === 0) return { ok: false, code: "reference_not_found", line_id };
  const weights = chosen.map(amountLeft);
  // A gift card is taken back by its id only.
  const paid = sale.total - sale.refunded_amount - (cardsOf(sale) - cardsGone(sale));
  const left = line_id ? Math.min(sum(weights), paid) : paid;
  if (amount > left)
    return { ok: false, code: "already_refunded", unit: "amount", ...(line_id ? { line_id } : {}), left };
  const goods = Math.min(amount, sum(weights));
  const parts = goods === 0 ? weights.map(() => 0) : allocate(goods, weights);
  const lines = chosen
    .map((line, index) => ({ line, part: parts[index]! }))
    .filter(({ part }) => part > 0)
    .map(({ line, part }) => refundAmount(line, part, request.bearer ?? "shared"));
  return { ok: true, lines, gift_cards: [], rounding: amount - goods };
}

/**
 * Decides a refund: components per line, the share of the cash rounding, and the tenders. The buyer gets `amount`,
 * which is `Σ lines.amount + Σ gift_cards.amount + rounding`. The caller checks and applies it in one conditional write (REF-3).
 */
export function refund(sale: RefundableSale, request: RefundRequest): RefundDecision {
  // `refunded` is not a status of a sale, so the state machine does not have this transition.
  if (sale.status !== "finalized") {
    return { ok: false, code: "invalid_transition", from: sale.status, to: "refunded", allowed: [] };
  }
  const parts = request.kind === "units" ? unitParts(sale, request) : amountParts(sale, request);
  if (!parts.ok) return parts;
  const { lines, gift_cards, rounding } = parts;
  const amount = sum([...lines, ...gift_cards].map((each) => each.amount)) + rounding;
  const exchanged = Math.min(amount, request.exchange_up_to ?? 0);
  const may_override = request.may_override === true;
  const paid = chooseTenders(sale.tenders, amount - exchanged, request.method, may_override);
  if (!paid.ok) return paid;
  const others = chooseTenders(
    afterParts(sale.tenders, paid.tenders),
    exchanged,
    { type: "original" },
    false,
  );
  if (!others.ok) return others;
  return { ok: true, amount, rounding, lines, gift_cards, tenders: paid.tenders, exchanged: others.tenders };
}

/** The sale after an accepted refund: the sums of the refunds of its lines and tenders. */
export function applyRefund(
  sale: RefundableSale,
  decision: Extract<RefundDecision, { ok: true }>,
): RefundableSale {
  const lines = sale.lines.map((line) => {
    const back = decision.lines.find(({ line_id }) => line_id === line.id);
    if (!back) return line;
    return {
      ...line,
      refunded_quantity: line.refunded_quantity + back.quantity,
      refunded_amount: line.refunded_amount + back.amount,
      refunded: addComponents(line.refunded, back.components),
    };
  });
  const taken = new Set(decision.gift_cards.map(({ id }) => id));
  const gift_cards = sale.gift_cards.map((card) =>
    taken.has(card.id) ? { ...card, refunded: card.amount } : card,
  );
  const tenders = afterParts(sale.tenders, [...decision.tenders, ...decision.exchanged]);
  const refunded_amount = sale.refunded_amount + decision.amount;
  return {
    ...sale,
    lines,
    gift_cards,
    tenders,
    refunded_amount,
    rounding_refunded: sale.rounding_refunded + decision.rounding,
  };
}
