/** The state machine of a sale (4.2). Refunds keep `finalized` and move `refund_status`. */
import { machine, type StatusOf, type Transition } from "../../../shared/machine.ts";

export const refundStatuses = ["none", "partial", "full"] as const;
export type RefundStatus = (typeof refundStatuses)[number];

const saleMachine = machine({
  open: ["parked", "finalized", "discarded"],
  parked: ["open", "discarded"],
  finalized: ["voided"],
  voided: [],
  discarded: [],
});
export const saleStatuses = saleMachine.statuses;
export type SaleStatus = StatusOf<typeof saleMachine>;
export const moveSale = saleMachine.move;

/** VOID-1: only a finalized sale without refunds can be voided. */
export function voidSale(sale: { status: SaleStatus; refund_status: RefundStatus }): Transition<SaleStatus> {
  const refunded = sale.status === "finalized" && sale.refund_status !== "none";
  if (refunded)
    return { ok: false, code: "invalid_transition", from: "finalized", to: "voided", allowed: [] };
  return moveSale(sale.status, "voided");
}

/** LAY-1: a parked sale that its customer pays for in parts. No other parked sale is paid or finalized. */
export const isOnLayBy = ({
  status,
  lay_by,
}: {
  status: SaleStatus;
  lay_by: { status: string } | null;
}): boolean => status === "parked" && (lay_by?.status === "active" || lay_by?.status === "overdue");

/** SAL-1: lines, payments and customer change only while open. */
export function isEditable(status: SaleStatus): boolean {
  return status === "open";
}

/** Derived from the refunds: all units, or all money that was paid. */
export function refundStatus(sale: {
  lines: readonly { quantity: number; refunded_quantity: number }[];
  gift_cards: readonly { amount: number; refunded: number }[];
  total: number;
  refunded_amount: number;
}): RefundStatus {
  const none = sale.refunded_amount === 0 && sale.lines.every((line) => line.refunded_quantity === 0);
  if (none) return "none";
  const allUnits =
    sale.lines.every((line) => line.refunded_quantity >= line.quantity) &&
    sale.gift_cards.every((card) => card.refunded >= card.amount);
  const allMoney = sale.total > 0 && sale.refunded_amount >= sale.total;
  return allUnits || allMoney ? "full" : "partial";
}
