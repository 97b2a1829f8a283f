/** Taxes (5.4): the taxes of a line, their amounts, and their division over lines. Amounts in minor units, rates in ppm. */
import { allocate, mulRate, PPM, rnd, sum } from "../../../../shared/money.ts";
import { appliesByItself } from "./matching.ts";
import type { AppliedTax, SaleLineInput, Tax } from "./types.ts";

/** The taxes of one line by kind. Under the margin scheme there are no others: one price without a tax line (TAX-5). */
export type LineTaxes = { inclusive: Tax[]; exclusive: Tax[]; margin: Tax[] };

const NO_TAXES: LineTaxes = { inclusive: [], exclusive: [], margin: [] };

/** 5.1 step 3: the net amount in a price that contains taxes of `rate_ppm` in all. */
export function net(amount: number, rate_ppm: number): number {
  return rnd(BigInt(amount) * BigInt(PPM), PPM + rate_ppm);
}

/** Σ of the rates of taxes, in ppm. */
export function rateOf(taxes: readonly Pick<Tax, "rate_ppm">[]): number {
  return sum(taxes.map((tax) => tax.rate_ppm));
}

/** TAX-4, TAX-5: a tax-exempt item carries none; explicit `tax_ids` replace the automatic choice. */
export function taxesOfLine(taxes: readonly Tax[], line: SaleLineInput): LineTaxes {
  if (line.tax_exempt) return NO_TAXES;
  const chosen = taxes.filter((tax) =>
    line.tax_ids ? line.tax_ids.includes(tax.id) : appliesByItself(tax, line),
  );
  const margin = chosen.filter((tax) => tax.scheme === "margin");
  if (margin.length > 0) return { ...NO_TAXES, margin };
  return {
    inclusive: chosen.filter((tax) => tax.type === "inclusive"),
    exclusive: chosen.filter((tax) => tax.type === "exclusive"),
    margin: [],
  };
}

/** A margin tax is always inside the price, whatever its declared type. Refunds use the snapshot's type. */
function applied(tax: Tax, amount: number): AppliedTax {
  const { name, rate_ppm, scheme } = tax;
  const type = scheme === "margin" ? "inclusive" : tax.type;
  return { tax_id: tax.id, snapshot: { name, rate_ppm, type, scheme }, amount };
}

/** Divides a tax amount over the taxes in it, by their rates (5.1 step 3, TAX-2). */
export function spreadTax(amount: number, taxes: readonly Tax[]): AppliedTax[] {
  const parts = allocate(
    amount,
    taxes.map((tax) => tax.rate_ppm),
  );
  return taxes.map((tax, index) => applied(tax, parts[index]!));
}

/** Whether a line carries it under the margin scheme. */
export const isMargin = ({ snapshot }: Pick<AppliedTax, "snapshot">): boolean => snapshot.scheme === "margin";

/** TAX-5: the tax in the shop's margin `max(0, paid − cost of the piece)`. */
export function marginTax(price_paid: number, cost: number, taxes: readonly Pick<Tax, "rate_ppm">[]): number {
  const margin = Math.max(0, price_paid - cost);
  return margin - net(margin, rateOf(taxes));
}

/**
 * Exclusive taxes of all lines. Per line each is `rnd(n2 · rate)`; per document it is `rnd(Σ n2 · rate)` over the
 * taxed lines, divided by n2 (TAX-3). In both cases a tax's line amounts add up to its document amount.
 */
export function exclusiveTaxes(
  lines: readonly { net: number; exclusive: readonly Tax[] }[],
  rounding: "line" | "document",
): AppliedTax[][] {
  if (rounding === "line") {
    return lines.map((line) => line.exclusive.map((tax) => applied(tax, mulRate(line.net, tax.rate_ppm))));
  }
  const taxes = new Map(lines.flatMap((line) => line.exclusive.map((tax) => [tax.id, tax] as const)));
  const shares = new Map([...taxes.values()].map((tax) => [tax.id, documentShares(lines, tax)]));
  return lines.map((line, index) =>
    line.exclusive.map((tax) => applied(tax, shares.get(tax.id)!.get(index)!)),
  );
}

/** TAX-3 for one tax: line index → its share of the document's tax. */
function documentShares(
  lines: readonly { net: number; exclusive: readonly Tax[] }[],
  tax: Tax,
): Map<number, number> {
  const carriers = [...lines.keys()].filter((index) =>
    lines[index]!.exclusive.some(({ id }) => id === tax.id),
  );
  const nets = carriers.map((index) => lines[index]!.net);
  const parts = allocate(mulRate(sum(nets), tax.rate_ppm), nets);
  return new Map(carriers.map((index, position) => [index, parts[position]!]));
}
