/** RPT-2: divides a sale's figures over its tenders, so that a report by payment type adds up. Minor units. */
import { allocate, sum, times } from "../../../shared/money.ts";
import type { PricedSale } from "../pricing/rules/types.ts";
import type { Tender } from "./settle.rules.ts";

/** The figures that reports add up over sales: counts and amounts. */
export const figureNames = [
  "sales",
  "items_sold",
  "gross",
  "discounts",
  "net",
  "tax",
  "total",
  "cogs",
  "store_portion",
  "consignor_portion",
] as const;
export type FigureName = (typeof figureNames)[number];
export type Figures = Record<FigureName, number>;

/** Of a sale that is priced now, or as it was stored. */
type Sums = Omit<PricedSale, "warnings" | "change" | "cash_rounding_adjustment">;

export function figuresOf(priced: Sums): Figures {
  return {
    sales: 1,
    items_sold: sum(priced.lines.map((line) => line.quantity)),
    gross: sum(priced.lines.map((line) => times(line.unit_price, line.quantity))),
    discounts: priced.discount_total,
    net: priced.subtotal,
    tax: priced.tax_total,
    total: priced.total - priced.gift_card_total,
    cogs: priced.cogs,
    store_portion: priced.store_portion,
    consignor_portion: priced.consignor_portion,
  };
}

export type TenderShare = Figures & { type: Tender["type"] | null };

/** The shares with other figures; one that is as before stays divided as it is. */
export function withFigures<S extends Figures>(shares: readonly S[], figures: Partial<Figures>): S[] {
  const weights = shares.map(({ total }) => total);
  const parts = Object.entries(figures)
    .filter(([name, whole]) => whole !== sum(shares.map((share) => share[name as FigureName])))
    .map(([name, whole]) => [name, shares.length === 1 ? [whole] : allocate(whole, weights)] as const);
  return shares.map((share, i) => ({
    ...share,
    ...Object.fromEntries(parts.map(([name, each]) => [name, each[i]!])),
  }));
}

/** Each figure by `allocate` (MON-6) over the tenders net of change; a sale with a total of 0 has no payment type. */
export function tenderShares(priced: Sums, tenders: readonly Tender[]): TenderShare[] {
  const whole = figuresOf(priced);
  if (tenders.length === 0) return [{ type: null, ...whole }];
  const weights = tenders.map(({ amount }) => amount);
  const parts = figureNames.map((name) => allocate(whole[name], weights));
  return tenders.map(({ type }, i) => ({
    type,
    ...(Object.fromEntries(figureNames.map((name, j) => [name, parts[j]![i]!])) as Figures),
  }));
}
