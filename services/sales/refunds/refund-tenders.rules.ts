/** REF-7: the tenders to which a refund is paid. Amounts in minor units. */
import { pick } from "../../../shared/fields/tables.ts";
import { sum } from "../../../shared/money.ts";
import type { PaymentType } from "../pricing/rules/types.ts";
import type { Tender } from "../tenders/settle.rules.ts";

/** A tender of the sale, net of change, in order of use, with its refunds. */
export type RefundableTender = Tender & { refunded: number };

/** A payment to the buyer. `tender_index` names the original tender; null for an amount beyond it. */
export type RefundTender = Tender & { tender_index: number | null };

export type RefundMethod = {
  type: "original" | PaymentType;
  account_id?: string | null;
  gift_card_id?: string | null;
};

export type TenderChoice =
  | { ok: true; tenders: RefundTender[] }
  | { ok: false; code: "forbidden"; scope: "write:refund_override"; original_cash: number }
  | { ok: false; code: "already_refunded"; unit: "amount"; left: number };

/** EXC-3, LAY-7: what was exchanged, or paid while on lay-by, goes back to what it had been paid with then. */
const wayBack = ({ paid_by, ...tender }: Tender): Tender => ({ ...tender, type: paid_by ?? tender.type });

/** Walks the tenders backwards and refunds the remainder of each. */
function backwards(
  tenders: readonly RefundableTender[],
  amount: number,
  fits: (tender: RefundableTender) => boolean,
): { parts: RefundTender[]; left: number } {
  let left = amount;
  const parts: RefundTender[] = [];
  for (const [tender_index, { refunded, ...tender }] of [...tenders.entries()].reverse()) {
    const part = fits(tenders[tender_index]!) ? Math.min(left, tender.amount - refunded) : 0;
    left -= part;
    if (part > 0) parts.push({ ...wayBack(tender), amount: part, tender_index });
  }
  return { parts, left };
}

function same(tender: RefundableTender, method: RefundMethod): boolean {
  return (
    wayBack(tender).type === method.type &&
    (tender.account_id ?? null) === (method.account_id ?? null) &&
    (tender.gift_card_id ?? null) === (method.gift_card_id ?? null)
  );
}

/** The tenders after parts of them went back. */
export function afterParts<T extends RefundableTender>(
  tenders: readonly T[],
  parts: readonly RefundTender[],
): T[] {
  return tenders.map((tender, index) => {
    const back = parts.filter(({ tender_index }) => tender_index === index);
    return { ...tender, refunded: tender.refunded + sum(back.map(({ amount }) => amount)) };
  });
}

/**
 * `original` refunds the tenders in reverse order of use. Another method is used as requested, but more cash than was paid
 * in cash requires the scope `write:refund_override`.
 */
export function chooseTenders(
  tenders: readonly RefundableTender[],
  amount: number,
  method: RefundMethod,
  may_override: boolean,
): TenderChoice {
  if (method.type === "original") {
    const { parts, left } = backwards(tenders, amount, () => true);
    return left > 0
      ? { ok: false, code: "already_refunded", unit: "amount", left: amount - left }
      : { ok: true, tenders: parts };
  }
  const { parts, left } = backwards(tenders, amount, (tender) => same(tender, method));
  if (method.type === "cash" && left > 0 && !may_override) {
    const original_cash = sum(parts.map((part) => part.amount));
    return { ok: false, code: "forbidden", scope: "write:refund_override", original_cash };
  }
  const { type } = method;
  const owner = pick(method, ["account_id", "gift_card_id"]);
  const beyond: RefundTender[] = left > 0 ? [{ type, amount: left, ...owner, tender_index: null }] : [];
  return { ok: true, tenders: [...parts, ...beyond] };
}
