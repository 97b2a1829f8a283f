import { costedLine } from "../../../services/sales/pricing/rules/costed-line.ts";
import { cashRounding, priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import type { Payment } from "../../../services/sales/pricing/rules/types.ts";
import { consigned, own, sale, tax } from "./lines.ts";

test("TAX-2 100.00 with inclusive 5 % and 9.975 % → net 8698, tax 1302 = 435 + 867", () => {
  const taxes = [tax("gst", "inclusive", 50_000), tax("qst", "inclusive", 99_750)];
  const [line] = priceSale(sale([consigned(10000, 500_000)], { taxes })).lines;
  expect(line!.net).toBe(8698);
  expect(line!.applied_taxes.map(({ amount }) => amount)).toEqual([435, 867]);
});

test("TAX-2 mixed kinds: inclusive ones first, exclusive ones on n2, no compounding", () => {
  const taxes = [tax("ex", "exclusive", 100_000), tax("in", "inclusive", 250_000)];
  const [line] = priceSale(sale([consigned(12500, 500_000)], { taxes })).lines;
  expect(line).toMatchObject({ net: 10000, price_paid: 12500, taxed_price: 13500, consignor_portion: 5000 });
});

test.each([
  ["line", [9, 9, 9], 27],
  ["document", [10, 9, 9], 28],
] as const)("TAX-3 three lines 1.05 at 8.875 %% rounded per %s: %j = %i", (tax_rounding, parts, total) => {
  const lines = [consigned(105, 0), consigned(105, 0), consigned(105, 0)];
  const priced = priceSale(sale(lines, { tax_rounding, taxes: [tax("t", "exclusive", 88_750)] }));
  expect(priced.lines.map((line) => line.applied_taxes[0]!.amount)).toEqual(parts);
  expect(priced.tax_total).toBe(total);
});

test("TAX-3 per document: each tax only over the lines that carry it", () => {
  const taxes = [
    tax("all", "exclusive", 88_750),
    tax("retail", "exclusive", 88_750, { rules: [{ field: "inventory_type", value: "retail" }] }),
  ];
  const lines = [own(105, 0), consigned(105, 0), own(105, 0)];
  const priced = priceSale(sale(lines, { tax_rounding: "document", taxes }));
  const of = (id: string) =>
    priced.lines.map((line) => line.applied_taxes.find(({ tax_id }) => tax_id === id)?.amount ?? null);
  expect(of("all")).toEqual([10, 9, 9]);
  expect(of("retail")).toEqual([10, null, 9]);
});

test("TAX-4 an exempt item keeps its price and carries no tax", () => {
  const taxes = [tax("in", "inclusive", 250_000), tax("ex", "exclusive", 100_000)];
  const priced = priceSale(sale([consigned(12500, 500_000, { tax_exempt: true })], { taxes }));
  expect(priced.lines[0]).toMatchObject({ net: 12500, taxed_price: 12500, consignor_portion: 6250 });
  expect(priced.lines[0]!.applied_taxes).toEqual([]);
});

test("TAX-4 an exempt customer pays the net; the consignor gets what he would have got", () => {
  const taxes = [tax("in", "inclusive", 250_000), tax("ex", "exclusive", 100_000)];
  const priced = priceSale(sale([consigned(12500, 500_000)], { taxes, customer_tax_exempt: true }));
  expect(priced.lines[0]).toMatchObject({ price_paid: 10000, taxed_price: 10000, consignor_portion: 5000 });
  expect(priced).toMatchObject({ tax_total: 0, total: 10000 });
});

test("TAX-5 margin scheme: 125.00, 50 %, 25 % → C 6250, tax 1250, store keeps 5000", () => {
  const taxes = [tax("vat", "inclusive", 250_000), tax("margin", "inclusive", 250_000, { scheme: "margin" })];
  const [line] = priceSale(sale([consigned(12500, 500_000)], { taxes })).lines;
  expect(line).toMatchObject({
    consignor_portion: 6250,
    store_portion: 5000,
    taxed_price: 12500,
    net: 11250,
  });
  expect(line!.applied_taxes.map(({ tax_id, amount }) => [tax_id, amount])).toEqual([["margin", 1250]]);
});

test("TAX-5 own goods: the margin is over cost, and never below 0", () => {
  const taxes = [tax("margin", "inclusive", 250_000, { scheme: "margin" })];
  const priced = priceSale(sale([own(8000, 3000), own(2000, 3000)], { taxes }));
  expect(priced.lines.map((line) => line.applied_taxes[0]!.amount)).toEqual([1000, 0]);
});

test("TAX-5 of goods whose cost is known only when they are sold, divided over its taxes (LNK-7)", () => {
  const taxes = [150_000, 100_000].map((rate_ppm, i) =>
    tax(`m${i}`, "inclusive", rate_ppm, { scheme: "margin" }),
  );
  const [line] = priceSale(sale([own(8000, 0)], { taxes })).lines;
  expect(line).toMatchObject({ net: 6400, store_portion: 6400, cost: 0 });
  const costed = costedLine(line!, 3000);
  expect(costed).toEqual(priceSale(sale([own(8000, 3000)], { taxes })).lines[0]);
  expect(costed.applied_taxes.map(({ amount }) => amount)).toEqual([600, 400]);
});

test("LNK-7 other taxes do not ask what goods cost", () => {
  const taxes = [tax("in", "inclusive", 250_000), tax("ex", "exclusive", 100_000)];
  const [line] = priceSale(sale([own(8000, 0)], { taxes })).lines;
  expect(costedLine(line!, 3000)).toEqual({ ...line, cost: 3000 });
});

const cash: Payment[] = [{ type: "cash", amount: 5000 }];

test.each([
  [1997, -2],
  [1998, 2],
  [2000, 0],
])("TAX-6 k = 5: %i → %i", (total, adjustment) => {
  expect(cashRounding(total, 5, cash)).toBe(adjustment);
  const priced = priceSale(sale([consigned(total, 500_000)], { cash_rounding: 5, payments: cash }));
  expect(priced).toMatchObject({ total: total + adjustment, cash_rounding_adjustment: adjustment });
  expect(priced.consignor_portion + priced.store_portion).toBe(total);
});

test.each([
  ["card", 1383, 1000, 2],
  ["store_credit", 1381, 1000, -1],
  ["gift_card", 1385, 1000, 0],
  ["card", 1000, 1000, 0],
  ["card", 1002, 1000, -2],
] as const)(
  "TAX-6 beside %s only what is due in cash is rounded: %i less %i → %i",
  (type, total, amount, by) => {
    expect(
      cashRounding(total, 5, [
        { type, amount },
        { type: "cash", amount: 385 },
      ]),
    ).toBe(by);
  },
);

test("TAX-6 only what is paid in cash, and only when turned on", () => {
  expect(cashRounding(1997, 5, [{ type: "card", amount: 1997 }])).toBe(0);
  expect(cashRounding(1997, 5, [])).toBe(0);
  expect(cashRounding(1997, 0, cash)).toBe(0);
});

test("a tax off by default applies where a rule or the line asks for it", () => {
  const off = tax("t", "exclusive", 100_000, { default_on: false });
  const byRule = { ...off, rules: [{ field: "category" as const, value: "books" }] };
  const lines = [consigned(1000, 0), consigned(1000, 0, { category_id: "books" })];
  const taxed = (taxes: (typeof off)[]) =>
    priceSale(sale([...lines, consigned(1000, 0, { tax_ids: ["t"] })], { taxes })).lines.map(
      (line) => line.applied_taxes.length,
    );
  expect(taxed([off])).toEqual([0, 0, 1]);
  expect(taxed([byRule])).toEqual([0, 1, 1]);
});
