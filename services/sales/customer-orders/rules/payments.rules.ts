/** What of an order is paid (MRC-PAY-2, MRC-TOT-3). Amounts in ten-thousandths. */

export type PaymentFact = {
  amount: number;
  refunded_amount: number;
  allocations: readonly { amount: number }[];
};

const add = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);

/** Its parts for the order; without any, the whole amount is. */
export const allocated = ({ amount, allocations }: PaymentFact): number =>
  allocations.length ? add(allocations.map((each) => each.amount)) : amount;

export function paymentTotals(payments: readonly PaymentFact[], grand_gross: number) {
  const paid_total = add(payments.map(allocated));
  const refunded_total = add(payments.map(({ refunded_amount }) => refunded_amount));
  return { paid_total, refunded_total, outstanding: Math.max(grand_gross - paid_total + refunded_total, 0) };
}
