/** Every step of an explained sale comes out of its figures by the verifier's arithmetic and ends at the stored amounts. */
import fc from "fast-check";
import {
  type ExplainedSale,
  explainedSale,
} from "../../../services/sales/explanations/explain-sale.rules.ts";
import { saleSentences } from "../../../services/sales/explanations/sentences.ts";
import { storedLines } from "../../../services/sales/pricing/rules/basket.ts";
import { priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import type { PricedSale, SaleInput } from "../../../services/sales/pricing/rules/types.ts";
import { type Step, told } from "../../../shared/explanation.ts";
import { comesOut } from "../../support/explained.ts";
import { sale as anySale } from "./arbitrary-sales.ts";
import { amountOff, consigned, own, sale, tax } from "./lines.ts";

const explained = (stored: ExplainedSale) => told(explainedSale(stored), saleSentences, "EUR");

/** As a sale stores it. */
function storedOf(input: SaleInput, priced: PricedSale): ExplainedSale {
  const given = input.lines.map((line, i) => ({
    ...{ item_id: line.item_id, quantity: line.quantity, discounts: [], id: `line ${i}` },
  }));
  const item = {
    sku: "0001",
    sku_id: null,
    title: "Coat",
    category_id: null,
    brand_id: null,
    return_days: 0,
  };
  const items = new Map(input.lines.map((line) => [line.item_id, { ...item, id: line.item_id } as never]));
  return {
    ...priced,
    lines: storedLines(given, priced.lines, items, () => ""),
    payments: input.payments ?? [],
    refunded_amount: 0,
  };
}

const last = (steps: Step<string>[], kind: string, line_id: string | null = null) =>
  steps.findLast((step) => step.kind === kind && step.line_id === line_id);

function endsAtStored(stored: ExplainedSale, steps: Step<string>[]): void {
  const results = new Map(steps.map(({ kind, line_id, result }) => [`${kind} ${line_id}`, result]));
  const off: string[] = [];
  const is = (kind: string, amount: number, line_id: string | null = null) => {
    if (results.get(`${kind} ${line_id}`) !== amount) off.push(`${kind} of ${line_id ?? "the sale"}`);
  };
  for (const line of stored.lines) {
    is("price", line.price_paid, line.id);
    is("net", line.net, line.id);
    is("taxed_price", line.taxed_price, line.id);
    is("store_portion", line.store_portion, line.id);
    if (line.inventory_type === "consignment") is("consignor_portion", line.consignor_portion, line.id);
  }
  is("subtotal", stored.subtotal);
  is("tax_total", stored.tax_total);
  is("discount_total", stored.discount_total);
  is("total", stored.total);
  if (stored.payments.length) is("change", stored.change);
  expect(off).toEqual([]);
}

test("every step comes out of its figures, and the last ones are the stored amounts", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anySale, (input) => {
      const priced = priceSale(input);
      const stored = storedOf(input, priced);
      const steps = explained(stored);
      for (const { kind, operation } of steps) seen.add(`${kind} ${operation}`);
      expect(steps.filter((step) => !comesOut(step))).toEqual([]);
      endsAtStored(stored, steps);
    }),
    { numRuns: 150 },
  );
  for (const kind of ["tax_divided divide", "tax_of_sale_divided divide", "share rate", "margin sum"])
    expect(seen).toContain(kind);
});

const figures = (steps: Step<string>[], kind: string) =>
  last(steps, kind, "line 0")?.figures.map(({ name, amount }) => `${amount} ${name}`);

test("the worked sale of 5.7 in sentences", () => {
  const vat = tax("VAT", "inclusive", 250_000);
  const handling_fee = { type: "percentage" as const, percentage_ppm: 100_000 };
  const lines = [consigned(12_500, 500_000, { handling_fee }), own(8000, 3000)];
  const input = sale(lines, { taxes: [vat], discounts: [amountOff("shared", 2000)] });
  const steps = explained(storedOf(input, priceSale(input)));
  expect(steps.filter((step) => step.line_id === "line 0").map(({ sentence }) => sentence)).toEqual([
    "1 × 125.00 EUR = 125.00 EUR.",
    "The buyer pays for the goods: 125.00 (price of the units) − 12.20 (discount on the whole sale, shared) = 112.80 EUR.",
    "The tax is 22.56 EUR, because the tax of 25 % is inside 112.80 EUR.",
    "The net price: 112.80 (price paid) − 22.56 (VAT) = 90.24 EUR.",
    "With all taxes: 112.80 (price paid) = 112.80 EUR.",
    "The price that consignor and store share: 125.00 (price of the units) − 12.20 (discount on the whole sale, shared) = 112.80 EUR.",
    "The net price to share is 90.24 EUR: 112.80 EUR without the tax of 25 % in it.",
    "The consignor's share: 50 % of 90.24 EUR is 45.12 EUR.",
    "The consignor gets: 45.12 (share) − 9.02 (handling fee) = 36.10 EUR.",
    "The store keeps: 90.24 (net price) − 36.10 (consignor's part) = 54.14 EUR.",
  ]);
  expect(last(steps, "total")!.sentence).toBe("The total: 148.00 (net) + 37.00 (tax) = 185.00 EUR.");
});

test("SPL-3 what the consignor's part cannot bear is borne by the store (E11)", () => {
  const line = consigned(10_000, 200_000, { discounts: [amountOff("consignor", 3000)] });
  const input = sale([line]);
  expect(figures(explained(storedOf(input, priceSale(input))), "consignor_portion")).toEqual([
    "2000 share",
    "-3000 consignor's discount",
    "1000 borne by the store",
  ]);
});

test("a rate that yields half a cent says so (E2)", () => {
  const input = sale([consigned(9999, 500_000)]);
  expect(last(explained(storedOf(input, priceSale(input))), "share", "line 0")!.sentence).toBe(
    "The consignor's share: 50 % of 99.99 EUR is 49.995, rounded to 50.00 EUR.",
  );
});
