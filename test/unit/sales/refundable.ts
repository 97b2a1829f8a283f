/** A finalized sale as the refund tests need it. */
import { priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import type { SaleInput } from "../../../services/sales/pricing/rules/types.ts";
import type { RefundableSale } from "../../../services/sales/refunds/refund.rules.ts";
import { settle, type Tender } from "../../../services/sales/tenders/settle.rules.ts";

export function refundable(input: SaleInput, tenders?: Tender[]): RefundableSale {
  const priced = priceSale(input);
  const settled = settle({ total: priced.total, payments: input.payments ?? [] });
  const paid = tenders ?? (settled.ok ? settled.tenders : [{ type: "cash", amount: priced.total } as const]);
  return {
    status: "finalized",
    total: priced.total,
    refunded_amount: 0,
    cash_rounding_adjustment: priced.cash_rounding_adjustment,
    rounding_refunded: 0,
    lines: priced.lines.map((line, index) => ({
      ...line,
      id: `line-${index}`,
      refunded_quantity: 0,
      refunded_amount: 0,
    })),
    gift_cards: (input.gift_cards ?? []).map(({ amount }, i) => ({ id: `card-${i}`, amount, refunded: 0 })),
    tenders: paid.filter(({ amount }) => amount > 0).map((tender) => ({ ...tender, refunded: 0 })),
  };
}
