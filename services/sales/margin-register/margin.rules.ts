/** Rows of the margin scheme's register (TAX-5). Pure; minor units. */
import { sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import { isMargin } from "../pricing/rules/taxes.ts";
import type { refund } from "../refunds/refund.ts";
import type { sale } from "../sales/sale.ts";
import type { marginRegister } from "./declarations.ts";

export type MarginRegister = OutputOf<typeof marginRegister>;
export type MarginRow = MarginRegister["rows"][number];
type Sale = Pick<Entity<typeof sale>, "id" | "number" | "business_date" | "lines">;
type Refund = Pick<Entity<typeof refund>, "sale_id" | "business_date" | "lines">;
type Line = Sale["lines"][number];

/** What was paid for the goods: the consignor's share, or the cost of own goods. */
const paidFor = ({ inventory_type }: Line, of: { consignor_portion: number; cost: number }): number =>
  inventory_type === "consignment" ? of.consignor_portion : of.cost;

const shown = ({ id, number }: Sale, line: Line) => ({
  ...{ sale_id: id, sale_number: number, sku: line.sku, title: line.title },
  ...{ inventory_type: line.inventory_type, account_id: line.account_id },
});

/** A line has a row for its margin taxes together; the names of several stand side by side. */
const taxOf = (line: Line) => {
  const taxes = line.applied_taxes.filter(isMargin);
  return {
    tax_name: taxes.map(({ snapshot }) => snapshot.name).join(" + "),
    rate_ppm: sum(taxes.map(({ snapshot }) => snapshot.rate_ppm)),
  };
};

/** A loss is no margin. */
export function soldRows(sale: Sale): MarginRow[] {
  return sale.lines
    .filter(({ applied_taxes }) => applied_taxes.some(isMargin))
    .map((line) => {
      const purchase_price = paidFor(line, line);
      return {
        ...{ date: sale.business_date ?? "", kind: "sale", ...shown(sale, line), quantity: line.quantity },
        ...{ purchase_price, selling_price: line.price_paid },
        margin: Math.max(0, line.price_paid - purchase_price),
        tax: sum(line.applied_taxes.filter(isMargin).map(({ amount }) => amount)),
        ...taxOf(line),
      };
    });
}

/** A refund takes back its parts of a line, on its own date (REF-1). */
export function refundedRows({ sale_id, business_date, lines }: Refund, sale: Sale): MarginRow[] {
  const known = new Map(sale.lines.map((line) => [line.id, line]));
  return lines.flatMap(({ line_id, quantity, components }): MarginRow[] => {
    const line = known.get(line_id);
    if (!line?.applied_taxes.some(isMargin)) return [];
    const names = new Set(line.applied_taxes.filter(isMargin).map(({ tax_id }) => tax_id));
    const purchase_price = 0 - paidFor(line, components);
    const selling_price = 0 - components.price_paid;
    const tax = sum(components.taxes.flatMap((each) => (names.has(each.tax_id) ? [each.amount] : [])));
    if (selling_price === 0 && tax === 0) return [];
    return [
      {
        ...{ date: business_date, kind: "refund", ...shown(sale, line), sale_id, quantity: 0 - quantity },
        ...{ purchase_price, selling_price, margin: Math.min(0, selling_price - purchase_price) },
        ...{ tax: 0 - tax, ...taxOf(line) },
      },
    ];
  });
}

export const inOrder = (rows: readonly MarginRow[]): MarginRow[] =>
  rows.toSorted((a, b) => {
    const [one, other] = [a, b].map((row) => `${row.date} ${row.sale_number} ${row.kind === "sale" ? 0 : 1}`);
    return one! < other! ? -1 : one! > other! ? 1 : 0;
  });

export const totalsOf = (rows: readonly MarginRow[]): MarginRegister["totals"] => ({
  purchase_price: sum(rows.map((row) => row.purchase_price)),
  selling_price: sum(rows.map((row) => row.selling_price)),
  margin: sum(rows.map((row) => row.margin)),
  tax: sum(rows.map((row) => row.tax)),
});

export const ratesOf = (rows: readonly MarginRow[]): MarginRegister["rates"] =>
  [...Map.groupBy(rows, ({ tax_name, rate_ppm }) => `${rate_ppm} ${tax_name}`).values()].map((own) => {
    const [{ tax_name, rate_ppm }] = own as [MarginRow];
    const { margin, tax } = totalsOf(own);
    return { tax_name, rate_ppm, margin, tax };
  });
