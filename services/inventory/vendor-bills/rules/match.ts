/** The three-way match of order, receipt and bill (9.6, TWM-1). */
import { machine, type StatusOf } from "../../../../shared/machine.ts";
import { valueAt } from "../../../../shared/micro.ts";
import { PPM, sum } from "../../../../shared/money.ts";
import { billedValue, type PurchaseLine } from "../../purchase-orders/rules/lines.ts";

export const billMachine = machine({
  draft: ["matched", "on_hold", "cancelled"],
  matched: ["approved", "paid", "cancelled"],
  on_hold: ["matched", "approved", "cancelled"],
  approved: ["paid", "cancelled"],
  paid: [],
  cancelled: [],
});
export const billStatuses = billMachine.statuses;
export type BillStatus = StatusOf<typeof billMachine>;

/** States in which the bill is in the books. */
export const isBooked = (status: BillStatus): boolean =>
  status === "matched" || status === "approved" || status === "paid";

export const holdReasons = ["quantity", "price", "extra", "currency"] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Prices and extra costs may differ by this much. */
const TOLERANCE_PPM = 20_000;

const isNear = (one: number, other: number): boolean =>
  BigInt(Math.abs(one - other)) * BigInt(PPM) <= BigInt(other) * BigInt(TOLERANCE_PPM);

export type BillLine = { order_line_id: string; quantity: number; unit_cost: number };

export type Billed = {
  order: { lines: readonly PurchaseLine[]; extra: number; extra_billed: number; currency: string };
  bill: { lines: readonly BillLine[]; extra_costs: number; currency: string };
};

export type Match = {
  reasons: HoldReason[];
  /** What each line comes to, in minor units. */
  values: number[];
  /** What the bill is about, at the cost of the order: goods and extra costs. */
  grni: number;
  extra_grni: number;
  /** What the bill asks for. */
  total: number;
  variance: number;
};

/** Why a bill waits, and what it posts. Every line of the bill must be one of the order. */
export function matchBill({ order, bill }: Billed): Match {
  const lines = new Map(order.lines.map((line) => [line.id, line]));
  const each = bill.lines.map((billed) => {
    const line = lines.get(billed.order_line_id)!;
    return {
      value: valueAt(billed.quantity, billed.unit_cost, bill.currency),
      grni: billedValue(line, line.billed + billed.quantity),
      isBeyond: billed.quantity > line.received - line.billed,
      isOff: !isNear(billed.unit_cost, line.unit_cost),
    };
  });
  const extra_grni = bill.extra_costs === 0 ? 0 : order.extra - order.extra_billed;
  const reasons: Record<HoldReason, boolean> = {
    quantity: each.some(({ isBeyond }) => isBeyond),
    price: each.some(({ isOff }) => isOff),
    extra: bill.extra_costs !== 0 && !isNear(bill.extra_costs, extra_grni),
    currency: bill.currency !== order.currency,
  };
  const grni = sum([...each.map((one) => one.grni), extra_grni]);
  const total = sum([...each.map((one) => one.value), bill.extra_costs]);
  return {
    reasons: holdReasons.filter((reason) => reasons[reason]),
    values: each.map(({ value }) => value),
    ...{ grni, extra_grni, total, variance: total - grni },
  };
}
