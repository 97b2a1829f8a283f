/**
 * Totals of selling documents (MRC-TOT-1, MRC-TOT-2): amounts in ten-thousandths, quantities in millionths, rates in ppm.
 * Everything is exact until the rules say where to round.
 */
import { fail } from "../../../shared/errors.ts";
import { MICRO } from "../../../shared/micro.ts";
import { PPM, rnd } from "../../../shared/money.ts";

/** The largest amount of a document. */
const MOST = 9_000_000_000_000_000;

const tooLarge = () => fail("unprocessable", "An amount of the document comes to more than 900,000,000,000.");

/** An exact amount: `n / d` ten-thousandths. */
type Exact = { n: bigint; d: bigint };

const exact = (n: number, d = 1): Exact => ({ n: BigInt(n), d: BigInt(d) });
const mul = (a: Exact, b: Exact): Exact => ({ n: a.n * b.n, d: a.d * b.d });
const div = (a: Exact, b: Exact): Exact => ({ n: a.n * b.d, d: a.d * b.n });
const sub = (a: Exact, b: Exact): Exact => ({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });
const add = (a: Exact, b: Exact): Exact => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
const less = (a: Exact, b: Exact): boolean => a.n * b.d < b.n * a.d;
const clamp = (a: Exact, most: Exact): Exact => (less(a, exact(0)) ? exact(0) : less(most, a) ? most : a);
/** What a line or an adjustment comes to, rounded; 422 when no document has as much. */
function r4({ n, d }: Exact): number {
  if (n > BigInt(MOST) * d) throw tooLarge();
  return rnd(n, d);
}

const rateOf = (ppm: number): Exact => exact(ppm, PPM);
const withTax = (ppm: number): Exact => exact(PPM + ppm, PPM);

export type PricedLine = {
  quantity: number;
  /** As sent; the other one follows. */
  price_net: number | null;
  price_gross: number | null;
  price_mode: "net" | "gross" | null;
  tax_ppm: number;
  /** Per unit. */
  discount_each: number | null;
  discount_ppm: number | null;
  /** As sent, replacing the computed value. */
  given_tax: number | null;
  given_gross: number | null;
};

export type LineTotals = {
  unit_net: number;
  unit_gross: number;
  discount: number;
  net: number;
  tax: number;
  gross: number;
};

/** With a price mode the missing price is derived and rounded first. */
function pricesOf({ price_net, price_gross, price_mode, tax_ppm }: PricedLine) {
  if (price_mode === "net" && price_net !== null)
    return { price_net, price_gross: price_gross ?? r4(mul(exact(price_net), withTax(tax_ppm))) };
  if (price_mode === "gross" && price_gross !== null)
    return { price_gross, price_net: price_net ?? r4(div(exact(price_gross), withTax(tax_ppm))) };
  return { price_net, price_gross };
}

export function lineTotals(line: PricedLine): LineTotals {
  const { price_net, price_gross } = pricesOf(line);
  const quantity = exact(Math.max(line.quantity, 0), MICRO);
  const unit = price_net === null ? div(exact(price_gross ?? 0), withTax(line.tax_ppm)) : exact(price_net);
  const whole = mul(unit, quantity);
  const each =
    line.discount_each === null ? mul(unit, rateOf(line.discount_ppm ?? 0)) : exact(line.discount_each);
  const discount = clamp(mul(each, quantity), whole);
  const net = sub(whole, discount);
  const tax = line.given_tax ?? r4(mul(net, rateOf(line.tax_ppm)));
  const gross = line.given_gross ?? r4(add(net, exact(tax)));
  const most = less(quantity, exact(1)) ? exact(1) : quantity;
  return {
    unit_net: price_net ?? r4(div(net, most)),
    unit_gross: price_gross ?? r4(div(exact(gross), most)),
    ...{ discount: r4(discount), net: r4(net), tax, gross },
  };
}

export type Adjustment = {
  kind: string;
  rate_ppm: number;
  /** As given. */
  given_net: number | null;
  given_gross: number | null;
  /** With its own tax rate, if it has one. */
  tax_ppm: number | null;
};

export type Amounts = { net: number; gross: number };

/** The amounts of an adjustment: as sent, else its rate of the lines' total. */
export function adjustmentAmounts(
  { kind, rate_ppm, given_net, given_gross, tax_ppm }: Adjustment,
  base: Amounts,
): Amounts {
  const grossOf = (net: number): number => (tax_ppm === null ? net : r4(mul(exact(net), withTax(tax_ppm))));
  if (given_net !== null) return { net: given_net, gross: given_gross ?? grossOf(given_net) };
  if (given_gross !== null) {
    const net = tax_ppm === null ? given_gross : r4(div(exact(given_gross), withTax(tax_ppm)));
    return { net, gross: given_gross };
  }
  const net = r4(mul(exact(Math.max(base.net, 0)), rateOf(rate_ppm)));
  if (kind === "tax") return { net, gross: net };
  if (tax_ppm !== null) return { net, gross: grossOf(net) };
  return { net, gross: r4(mul(exact(Math.max(base.gross, 0)), rateOf(rate_ppm))) };
}

export type DocumentTotals = {
  subtotal_net: number;
  subtotal_gross: number;
  discount_total: number;
  tax_total: number;
  shipping_net: number;
  shipping_gross: number;
  surcharge_total: number;
  grand_net: number;
  grand_gross: number;
};

type Running = Omit<DocumentTotals, "grand_net" | "grand_gross">;

const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** Refuses sums that no document has; beyond 2^53 they would not even be exact. */
function payable(totals: Running): Running {
  if (Object.values(totals).some((each) => each > MOST)) throw tooLarge();
  return totals;
}

/** The effect of each kind on the totals; any other kind changes nothing. */
const effects: Readonly<Record<string, (totals: Running, amounts: Amounts, taxed: boolean) => Running>> = {
  discount: (totals, { net, gross }, taxed) => ({
    ...totals,
    subtotal_net: Math.max(totals.subtotal_net - net, 0),
    subtotal_gross: Math.max(totals.subtotal_gross - gross, 0),
    discount_total: totals.discount_total + Math.abs(net),
    tax_total: taxed ? totals.tax_total - (gross - net) : totals.tax_total,
  }),
  tax: (totals, { net, gross }) => ({
    ...totals,
    tax_total: totals.tax_total + (gross || net),
    subtotal_gross: totals.subtotal_gross + (gross || net),
  }),
  shipping: (totals, { net, gross }, taxed) => ({
    ...totals,
    shipping_net: totals.shipping_net + net,
    shipping_gross: totals.shipping_gross + gross,
    subtotal_net: totals.subtotal_net + net,
    subtotal_gross: totals.subtotal_gross + gross,
    tax_total: taxed ? totals.tax_total + gross - net : totals.tax_total,
  }),
  surcharge: (totals, { net, gross }, taxed) => ({
    ...totals,
    surcharge_total: totals.surcharge_total + (net || gross),
    subtotal_net: totals.subtotal_net + net,
    subtotal_gross: totals.subtotal_gross + gross,
    tax_total: taxed ? totals.tax_total + gross - net : totals.tax_total,
  }),
};

/** The totals of a document; adjustments in the order in which they count, each with its amounts. */
export function documentTotals(
  lines: readonly LineTotals[],
  adjustments: readonly (Adjustment & Amounts)[],
): DocumentTotals {
  const start = payable({
    subtotal_net: sumOf(lines, ({ net }) => net),
    subtotal_gross: sumOf(lines, ({ gross }) => gross),
    discount_total: sumOf(lines, ({ discount }) => discount),
    tax_total: sumOf(lines, ({ tax }) => tax),
    ...{ shipping_net: 0, shipping_gross: 0, surcharge_total: 0 },
  });
  const end = adjustments.reduce(
    (totals, each) => payable(effects[each.kind]?.(totals, each, each.tax_ppm !== null) ?? totals),
    start,
  );
  return { ...end, grand_net: end.subtotal_net, grand_gross: end.subtotal_gross };
}
