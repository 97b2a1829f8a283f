/** What a line of goods in quantity is, once their cost is known (LNK-7). Amounts in minor units. */
import { allocate, sum } from "../../../../shared/money.ts";
import { isMargin, marginTax } from "./taxes.ts";
import type { PricedLine } from "./types.ts";

type Costed = Pick<
  PricedLine,
  "applied_taxes" | "net" | "price_paid" | "consignor_portion" | "store_portion" | "cost"
>;

/**
 * Their margin, and so its tax, is known only now (TAX-5): what pricing took on the whole price is lowered in favor of the store.
 * Neither the price nor another tax changes.
 */
export function costedLine<L extends Costed>(line: L, cost: number): L {
  if (!line.applied_taxes.some(isMargin)) return { ...line, cost };
  const rates = line.applied_taxes.map(({ snapshot }) => snapshot);
  const amount = marginTax(line.price_paid, cost, rates);
  const parts = allocate(
    amount,
    rates.map(({ rate_ppm }) => rate_ppm),
  );
  const net = line.price_paid - amount;
  return {
    ...line,
    ...{ cost, net, store_portion: net - line.consignor_portion },
    applied_taxes: line.applied_taxes.map((tax, i) => ({ ...tax, amount: parts[i]! })),
  };
}

/** The totals of a sale that follow from its lines' taxes. */
export const taxFigures = (lines: readonly Costed[]) => ({
  subtotal: sum(lines.map((line) => line.net)),
  tax_total: sum(lines.flatMap(({ applied_taxes }) => applied_taxes.map(({ amount }) => amount))),
  store_portion: sum(lines.map((line) => line.store_portion)),
});
