/**
 * One line of a sale (5.1) in two steps: `netLine` up to the net prices, `splitLine` from the split base to the two
 * portions. Exclusive tax and card fees come between them, because they depend on the whole sale. Minor units, ppm.
 */
import { mulRate } from "../../../../shared/money.ts";
import { net } from "./taxes.ts";

export type LineNets = {
  /** P: the price that the buyer pays for the goods, before exclusive tax. */
  price_paid: number;
  /** Net prices after shared; shared and consignor; all discounts. */
  n0: number;
  n1: number;
  n2: number;
  /** Tin: the inclusive tax in P. */
  inclusive_tax: number;
};

/** 5.1 steps 2–3. An exempt customer pays the net of a price that contains tax (TAX-4). */
export function netLine(line: {
  gross: number;
  shared: number;
  store: number;
  consignor: number;
  inclusive_rate_ppm: number;
  customer_tax_exempt: boolean;
}): LineNets {
  const price = line.gross - line.shared - line.consignor - line.store;
  const n2 = net(price, line.inclusive_rate_ppm);
  const price_paid = line.customer_tax_exempt ? n2 : price;
  return {
    price_paid,
    n0: net(line.gross - line.shared, line.inclusive_rate_ppm),
    n1: net(line.gross - line.shared - line.consignor, line.inclusive_rate_ppm),
    n2,
    inclusive_tax: price_paid - n2,
  };
}

export type LineSplit = {
  /** B. */
  split_price: number;
  consignor_discount: number;
  consignor_portion: number;
};

/**
 * 5.1 steps 5–7. The consignor portion is never negative (SPL-3) and 0 for own goods (SPL-4). The store portion is
 * not computed here: it is the complement of the net, so that there is only one rounding (SPL-1).
 */
export function splitLine(line: {
  nets: Pick<LineNets, "n0" | "n1">;
  consigned: boolean;
  split: number;
  buyer_fees: number;
  consignor_fees: number;
  handling_fee: number;
  card_fees: number;
}): LineSplit {
  const { n0, n1 } = line.nets;
  const split_price = Math.max(0, n0 - line.buyer_fees);
  if (!line.consigned) return { split_price, consignor_discount: 0, consignor_portion: 0 };
  const consignor_discount = n0 - n1;
  const deductions = consignor_discount + line.consignor_fees + line.handling_fee + line.card_fees;
  const consignor_portion = Math.max(0, mulRate(split_price, line.split) - deductions);
  return { split_price, consignor_discount, consignor_portion };
}
