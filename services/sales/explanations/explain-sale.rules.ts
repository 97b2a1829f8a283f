/** How the amounts of a stored sale came about (5.1–5.7): every line, then the sale. Minor units, ppm. */
import { addedUp, divided, type Figure, rated } from "../../../shared/explanation.ts";
import { mulRate, sum } from "../../../shared/money.ts";
import type { AppliedTax } from "../pricing/rules/types.ts";
import { type ExplainedLine, lineSteps, type SaleStepKind, type SaleSum } from "./explain-line.rules.ts";

export type ExplainedSale = {
  lines: readonly ExplainedLine[];
  payments: readonly { type: string; amount: number }[];
  subtotal: number;
  tax_total: number;
  gift_card_total: number | null;
  discount_total: number;
  cash_rounding_adjustment: number;
  total: number;
  change: number;
  refunded_amount: number;
};

const figure = (name: string, amount: number): Figure => ({ name, amount });
const nameOf = ({ title, sku }: ExplainedLine) => (sku ? `${title}, ${sku}` : title);
const of = (line: ExplainedLine, amount: number): Figure => ({
  ...figure(nameOf(line), amount),
  line_id: line.id,
});

/** The lines with one exclusive tax. */
type Taxed = { line: ExplainedLine; tax: AppliedTax }[];

function exclusiveTaxes(lines: readonly ExplainedLine[]): Map<string, Taxed> {
  const taxed = lines.flatMap((line) =>
    line.applied_taxes.filter(({ snapshot }) => snapshot.type === "exclusive").map((tax) => ({ line, tax })),
  );
  return Map.groupBy(taxed, ({ tax }) => tax.tax_id);
}

/** TAX-3: a tax was rounded line by line if each of its amounts is that of its line. */
const isByLine = (taxed: Taxed): boolean =>
  taxed.every(({ line, tax }) => tax.amount === mulRate(line.net, tax.snapshot.rate_ppm));

/** The ids of the exclusive taxes that were rounded line by line. */
export const linewiseTaxes = (lines: readonly ExplainedLine[]): Set<string> =>
  new Set([...exclusiveTaxes(lines)].filter(([, taxed]) => isByLine(taxed)).map(([tax_id]) => tax_id));

/** TAX-3: a tax of the whole sale, and how it was spread over the lines. */
function documentSteps(taxed: Taxed): SaleSum[] {
  const { snapshot } = taxed[0]!.tax;
  const net = figure("net price of the taxed lines", sum(taxed.map(({ line }) => line.net)));
  const parts = taxed.map(({ line, tax }) => ({
    ...{ name: nameOf(line), amount: tax.amount, weight: line.net, line_id: line.id },
  }));
  return [
    rated<SaleStepKind>("tax_of_sale", net, snapshot.rate_ppm),
    divided<SaleStepKind>("tax_of_sale_divided", parts),
  ];
}

const taxOf = ({ applied_taxes }: ExplainedLine) => sum(applied_taxes.map(({ amount }) => amount));
const discountOf = ({ applied_discounts }: ExplainedLine) =>
  sum(applied_discounts.map(({ amount }) => amount));

function totalSteps(sale: ExplainedSale): SaleSum[] {
  const { lines } = sale;
  const each = (kind: SaleStepKind, amount: (line: ExplainedLine) => number) =>
    addedUp(
      kind,
      lines.map((line) => of(line, amount(line))),
    );
  const cards = sale.gift_card_total ?? 0;
  const goods = sale.subtotal + sale.tax_total + cards;
  const parts = [figure("net", sale.subtotal), figure("tax", sale.tax_total), figure("gift cards", cards)];
  const rounding = figure("rounding to the smallest coin", sale.cash_rounding_adjustment);
  return [
    each("subtotal", ({ net }) => net),
    each("tax_total", taxOf),
    each("discount_total", discountOf),
    ...(sale.cash_rounding_adjustment === 0
      ? []
      : [addedUp<SaleStepKind>("cash_rounding", [figure("net, tax and gift cards", goods), rounding])]),
    addedUp("total", [...parts, rounding]),
    each("consignor_total", (line) => line.consignor_portion),
    each("store_total", (line) => line.store_portion),
    addedUp("cogs", [
      figure("parts of consignors", sum(lines.map((line) => line.consignor_portion))),
      figure("cost of own goods", sum(lines.map(({ cost }) => cost))),
    ]),
  ];
}

function paymentSteps({ payments, total, refunded_amount }: ExplainedSale): SaleSum[] {
  if (payments.length === 0) return [];
  const paid = payments.map(({ type, amount }) => figure(`paid by ${type.replaceAll("_", " ")}`, amount));
  const back = [figure("total", total), figure("refunded", -refunded_amount)];
  return [
    addedUp("change", [...paid, figure("total", -total)]),
    ...(refunded_amount === 0 ? [] : [addedUp<SaleStepKind>("sale_refunded", back)]),
  ];
}

/** All steps of a stored sale. The last ones are its totals. */
export function explainedSale(sale: ExplainedSale): SaleSum[] {
  const byLine = linewiseTaxes(sale.lines);
  const ofSale = [...exclusiveTaxes(sale.lines)].filter(([tax_id]) => !byLine.has(tax_id));
  return [
    ...sale.lines.flatMap((line) => lineSteps(line, byLine)),
    ...ofSale.flatMap(([, taxed]) => documentSteps(taxed)),
    ...totalSteps(sale),
    ...paymentSteps(sale),
  ];
}
