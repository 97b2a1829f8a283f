/** What a line of a sale was sold for, and how much of it came back. */
import { rnd, sum, times } from "../../../shared/money.ts";

export type SoldLine = {
  unit_price: number;
  quantity: number;
  refunded_quantity: number;
  applied_discounts: readonly { amount: number }[];
};
type Sold = { status: string; refund_status: string };

/** 18.1: the tag price of a unit less every discount on it. */
export const priceOf = ({ unit_price, quantity, applied_discounts }: SoldLine): number =>
  rnd(times(unit_price, quantity) - sum(applied_discounts.map(({ amount }) => amount)), quantity);

/** RPT-3: units that came back by refunds, or by the void of their sale. */
export const returnedOf = (line: SoldLine, { status }: Sold): number =>
  status === "voided" ? line.quantity : line.refunded_quantity;

/** 18.1: a completely returned line does not count. */
export const isGivenBack = (line: SoldLine, sale: Sold): boolean =>
  sale.refund_status === "full" || returnedOf(line, sale) >= line.quantity;
