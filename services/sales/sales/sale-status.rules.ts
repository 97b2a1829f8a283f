/** The state machine of a sale (4.2). Refunds keep `finalized` and move `refund_status`. */
export const saleStatuses = ["open", "parked", "finalized", "voided", "discarded"] as const;
export type SaleStatus = (typeof saleStatuses)[number];

export const refundStatuses = ["none", "partial", "full"] as const;
export type RefundStatus = (typeof refundStatuses)[number];

const NEXT: Record<SaleStatus, readonly SaleStatus[]> = {
  open: ["parked", "finalized", "discarded"],
  parked: ["open", "discarded"],
  finalized: ["voided"],
  voided: [],
  discarded: [],
};

export type SaleTransition =
  | { ok: true; changed: boolean; status: SaleStatus }
  | {
      ok: false;
      code: "invalid_transition";
      from: SaleStatus;
      to: SaleStatus;
      allowed: readonly SaleStatus[];
    };

/** STM-1, STM-2: repeating the current state is accepted and changes nothing. */
export function moveSale(from: SaleStatus, to: SaleStatus): SaleTransition {
  if (from === to) return { ok: true, changed: false, status: to };
  const allowed = NEXT[from];
  if (!allowed.includes(to)) return { ok: false, code: "invalid_transition", from, to, allowed };
  return { ok: true, changed: true, status: to };
}

/** VOID-1: only a finalised sale of which nothing was refunded can be made as if it never happened. */
export function voidSale(sale: { status: SaleStatus; refund_status: RefundStatus }): SaleTransition {
  const refunded = sale.status === "finalized" && sale.refund_status !== "none";
  if (refunded)
    return { ok: false, code: "invalid_transition", from: "finalized", to: "voided", allowed: [] };
  return moveSale(sale.status, "voided");
}

/** SAL-1: lines, payments and customer change only while open. */
export function isEditable(status: SaleStatus): boolean {
  return status === "open";
}

/** Derived from what came back: all units, or all money that was paid. */
export function refundStatus(sale: {
  lines: readonly { quantity: number; refunded_quantity: number }[];
  total: number;
  refunded_amount: number;
}): RefundStatus {
  const none = sale.refunded_amount === 0 && sale.lines.every((line) => line.refunded_quantity === 0);
  if (none) return "none";
  const allUnits = sale.lines.every((line) => line.refunded_quantity >= line.quantity);
  const allMoney = sale.total > 0 && sale.refunded_amount >= sale.total;
  return allUnits || allMoney ? "full" : "partial";
}
