/** The texts of till receipts: their figures add up, whatever was sold (TAX-1, TAX-5). */
import fc from "fast-check";
import { priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import type { SaleInput } from "../../../services/sales/pricing/rules/types.ts";
import { type ReceiptSource, receiptOf, taxesOf } from "../../../services/sales/receipts/receipt.rules.ts";
import type { SlipRow } from "../../../shared/papers/slip.ts";
import { linesOf } from "../../../shared/papers/slip-text.ts";
import { sale as anySale } from "./arbitrary-sales.ts";
import { amountOff, own, sale, tax } from "./lines.ts";

const nowhere = {
  ...{ address_line_1: null, address_line_2: null, city: null, region: null, zip: null, country: null },
};
const organization: ReceiptSource["organization"] = {
  ...{ ...nowhere, name: "Shop", legal_name: null, phone: null, email: null },
  ...{ locale: "en", timezone: "UTC" },
};

/** The fields of a sale that a receipt shows. */
function sourceOf(input: SaleInput, more: object = {}): ReceiptSource {
  const priced = priceSale(input);
  const sold = {
    ...{ number: "000001", status: "finalized", currency: "USD" },
    ...{ created_at: "2027-03-01T10:00:00.000Z", updated_at: "2027-03-01T10:00:00.000Z" },
    ...{ finalized_at: "2027-03-01T10:00:00.000Z" },
    ...priced,
    ...{ payments: [], change: 0 },
    lines: priced.lines.map((line, i) => ({
      ...line,
      id: `line-${i}`,
      sku: `SKU-${i}`,
      title: `Piece ${i}`,
    })),
    ...more,
  };
  return { sale: sold as unknown as ReceiptSource["sale"], refunds: [], organization, store: null };
}

const minor = (text: string): number => Math.round(Number(text.replace(/[^\d.-]/g, "")) * 100);
const pairs = (rows: readonly SlipRow[]) => rows.flatMap((row) => (row.kind === "pair" ? [row] : []));

/** The rows between two rules. */
function part(rows: readonly SlipRow[], n: number): SlipRow[] {
  const rules = rows.flatMap((row, i) => (row.kind === "rule" ? [i] : []));
  return rows.slice(rules[n]! + 1, rules[n + 1]);
}

test("lines, discounts, taxes on top and rounding add up to the total", () => {
  fc.assert(
    fc.property(anySale, (input) => {
      // Amounts beyond 10^13 lose their cents in the parsing of this test.
      fc.pre(input.lines.every(({ tag_price }) => tag_price < 1_000_000));
      const source = sourceOf(input);
      const { rows } = receiptOf(source);
      const [lines, totals] = [pairs(part(rows, 1)), pairs(part(rows, 2))];
      const shown = [...lines, ...totals.slice(0, -1)].reduce((sum, { right }) => sum + minor(right), 0);
      expect(shown).toBe(source.sale.total);
      expect(minor(totals.at(-1)!.right)).toBe(source.sale.total);
    }),
    { seed: 17, numRuns: 300 },
  );
});

test("each tax once by rate, with the net it was taken on; the margin scheme says so and shows none (TAX-5)", () => {
  const taxes = [tax("VAT", "inclusive", 250_000)];
  const { sale: sold } = sourceOf(sale([own(12_500, 0), own(2500, 0)], { taxes }));
  expect(taxesOf(sold.lines)).toMatchObject([{ name: "VAT", rate_ppm: 250_000, net: 12_000, amount: 3000 }]);
  const margin = [tax("VAT", "inclusive", 250_000, { scheme: "margin" })];
  const used = sourceOf(sale([own(12_500, 6250)], { taxes: margin }));
  expect(taxesOf(used.sale.lines)).toEqual([]);
  const told = JSON.stringify(receiptOf(used).rows);
  expect(told).toContain("margin scheme");
  expect(told).not.toContain("VAT");
});

test.each([
  ["finalized", null],
  ["open", "NOT PAID YET"],
  ["parked", "NOT PAID YET"],
  ["voided", "VOIDED"],
  ["discarded", "DISCARDED"],
])("a sale that is %s has the mark %s", (status, mark) => {
  const { rows } = receiptOf(sourceOf(sale([own(1000, 0)]), { status }));
  const marks = rows.flatMap((row) => (row.kind === "center" && row.bold && !row.large ? [row.text] : []));
  expect(marks).toEqual(mark ? [mark] : []);
});

test("units, a discount and a tender without a word of its own", () => {
  const payments = [{ type: "barter_coins", amount: 1900 }];
  const lines = [own(1000, 0, { quantity: 2, discounts: [amountOff("store", 100)] })];
  const text = linesOf(receiptOf(sourceOf(sale(lines), { payments })), 30).map((each) => each.text);
  expect(text.slice(4)).toEqual([
    "------------------------------",
    "Piece 0                  20.00",
    "  2 × 10.00",
    "  Discount               -1.00",
    "------------------------------",
    "Total                   $19.00",
    "------------------------------",
    "barter coins             19.00",
    "------------------------------",
    " Thank you for your purchase!",
  ]);
});

test("no line of text is wider than the paper, whatever the words", () => {
  const word = fc.oneof(fc.string({ unit: "grapheme", maxLength: 90 }), fc.constant("Ж".repeat(70)));
  const row: fc.Arbitrary<SlipRow> = fc.oneof(
    fc.record({
      kind: fc.constant("pair" as const),
      left: word,
      right: fc.constantFrom("-1,234.00 €", "CHF 90,071,992,547,409.91", "US$9,007,199,254,740,991.00-"),
      indent: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("text" as const), text: word, indent: fc.boolean() }),
    fc.record({ kind: fc.constant("center" as const), text: word }),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), fc.integer({ min: 24, max: 64 }), (rows, columns) => {
      const lines = linesOf({ rows }, columns);
      expect(Math.max(0, ...lines.map(({ text }) => [...text].length))).toBeLessThanOrEqual(columns);
    }),
    { seed: 17, numRuns: 300 },
  );
});

test("a printer gets letters alone: no commands in titles, no marks without a width", () => {
  const row = { kind: "text", text: "A\u001b@\u001dV0\r\nB\u200f\u202fC" } as const;
  expect(linesOf({ rows: [row] }, 42)).toEqual([{ text: "A @ V0 B C", bold: false }]);
});

test("an amount that leaves no room for its text stands below it", () => {
  const row = { kind: "pair", left: "Total", right: "CHF 90,071,992,547.91" } as const;
  expect(linesOf({ rows: [row] }, 24).map(({ text }) => text)).toEqual(["Total", "   CHF 90,071,992,547.91"]);
});
