import { priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import type { SaleInput, SaleLineInput, Surcharge } from "../../../services/sales/pricing/rules/types.ts";
import { amountOff, consigned, own, percentOff, sale, tax } from "./lines.ts";

const buyerFee = (value: number) => fee("buyer_fee", value);
const consignorFee = (value: number) => fee("consignor_fee", value);

function fee(
  type: Surcharge["type"],
  value: number,
  value_type: Surcharge["value_type"] = "fixed",
): Surcharge {
  return { id: `${type}-${value_type}`, type, value_type, value, default_on: true };
}

const vat25 = { taxes: [tax("vat", "inclusive", 250_000)] };
const handling = (percentage_ppm: number) => ({
  handling_fee: { type: "percentage" as const, percentage_ppm },
});
const handlingFixed = (fixed: number) => ({ handling_fee: { type: "fixed" as const, fixed } });
const manual = (...discounts: NonNullable<SaleLineInput["discounts"]>) => ({ discounts });

type Row = [string, SaleLineInput, Partial<SaleInput>, { C: number; S: number; pays: number; tax?: number }];

const rows: Row[] = [
  ["E1 50 %", consigned(10000, 500_000), {}, { C: 5000, S: 5000, pays: 10000 }],
  ["E2 odd unit", consigned(9999, 500_000), {}, { C: 5000, S: 4999, pays: 9999 }],
  ["E3 33.3333 %", consigned(9999, 333_333), {}, { C: 3333, S: 6666, pays: 9999 }],
  [
    "E4 buyer fee 3.00",
    consigned(10000, 500_000),
    { surcharges: [buyerFee(300)] },
    { C: 4850, S: 5150, pays: 10000 },
  ],
  [
    "E5 consignor fee 3.00",
    consigned(10000, 500_000),
    { surcharges: [consignorFee(300)] },
    { C: 4700, S: 5300, pays: 10000 },
  ],
  [
    "E6 40 %, buyer fee 1.00",
    consigned(1000, 400_000),
    { surcharges: [buyerFee(100)] },
    { C: 360, S: 640, pays: 1000 },
  ],
  [
    "E7 40 %, consignor fee 1.00",
    consigned(1000, 400_000),
    { surcharges: [consignorFee(100)] },
    { C: 300, S: 700, pays: 1000 },
  ],
  [
    "E8 shared 20 % off",
    consigned(10000, 500_000, manual(percentOff("shared", 200_000))),
    {},
    { C: 4000, S: 4000, pays: 8000 },
  ],
  [
    "E9 store 20 % off",
    consigned(10000, 500_000, manual(percentOff("store", 200_000))),
    {},
    { C: 5000, S: 3000, pays: 8000 },
  ],
  [
    "E10 consignor 20 % off",
    consigned(10000, 500_000, manual(percentOff("consignor", 200_000))),
    {},
    { C: 3000, S: 5000, pays: 8000 },
  ],
  [
    "E11 20 %, consignor 30.00 off overflows",
    consigned(10000, 200_000, manual(amountOff("consignor", 3000))),
    {},
    { C: 0, S: 7000, pays: 7000 },
  ],
  [
    "E12 80 %, store 30.00 off",
    consigned(10000, 800_000, manual(amountOff("store", 3000))),
    {},
    { C: 8000, S: -1000, pays: 7000 },
  ],
  ["E13 handling 10 %", consigned(12099, 500_000, handling(100_000)), {}, { C: 4840, S: 7259, pays: 12099 }],
  [
    "E14 handling 10.00",
    consigned(12099, 500_000, handlingFixed(1000)),
    {},
    { C: 5050, S: 7049, pays: 12099 },
  ],
  [
    "E15 three pieces, handling 10.00 each",
    consigned(12099, 500_000, { quantity: 3, ...handlingFixed(1000) }),
    {},
    { C: 15149, S: 21148, pays: 36297 },
  ],
  ["E16 handling capped", consigned(1500, 500_000, handlingFixed(1000)), {}, { C: 0, S: 1500, pays: 1500 }],
  ["E17 VAT 25 % included", consigned(12500, 500_000), vat25, { C: 5000, S: 5000, pays: 12500, tax: 2500 }],
  [
    "E18 VAT 25 % included, store 20 % off",
    consigned(12500, 500_000, manual(percentOff("store", 200_000))),
    vat25,
    { C: 5000, S: 3000, pays: 10000, tax: 2000 },
  ],
  [
    "E19 + 8.875 %, 60 %",
    consigned(10000, 600_000),
    { taxes: [tax("sales-tax", "exclusive", 88_750)] },
    { C: 6000, S: 4000, pays: 10888, tax: 888 },
  ],
  [
    "E20 + 7 %, card fee 2.9 % + 0.30",
    consigned(10000, 500_000),
    {
      taxes: [tax("sales-tax", "exclusive", 70_000)],
      surcharges: [fee("card_fee", 29_000, "percentage"), fee("card_fee", 30)],
      payments: [{ type: "card", amount: 10700 }],
    },
    { C: 4660, S: 5340, pays: 10700, tax: 700 },
  ],
];

test.each(rows)("5.1 %s", (_, line, more, expected) => {
  const priced = priceSale(sale([line], more));
  const [result] = priced.lines;
  expect({
    C: result!.consignor_portion,
    S: result!.store_portion,
    pays: result!.taxed_price,
    tax: priced.tax_total,
  }).toEqual({ tax: 0, ...expected });
  expect(priced.total).toBe(expected.pays);
});

test("E20 stores the card fee of 340 and nothing when paid in cash", () => {
  const [, line, more] = rows[19]!;
  expect(priceSale(sale([line], more)).lines[0]!.card_fees).toBe(340);
  const cash = { ...more, payments: [{ type: "cash" as const, amount: 10700 }] };
  expect(priceSale(sale([line], cash)).lines[0]).toMatchObject({ card_fees: 0, consignor_portion: 5000 });
});

test("SPL-3 warns when the shop subsidises", () => {
  const [, line] = rows[11]!;
  expect(priceSale(sale([line])).warnings).toEqual([{ code: "store_portion_negative", line_index: 0 }]);
  expect(priceSale(sale([rows[0]![1]])).warnings).toEqual([]);
});

test("SPL-4, SPL-5 own goods: C = 0, S = n2, cost per unit; cogs = Σ C + Σ cost", () => {
  const lines = [own(8000, 3000, { quantity: 2 }), consigned(10000, 500_000)];
  const priced = priceSale(sale(lines, { surcharges: [buyerFee(300)] }));
  expect(priced.lines[0]).toMatchObject({ consignor_portion: 0, store_portion: 16000, cost: 6000, split: 0 });
  expect(priced.lines[0]!.applied_surcharges).toEqual([]);
  expect(priced.cogs).toBe(6000 + 4850);
});

test("5.6 card fees: percentage by the share paid by card, the fixed part once over consigned lines", () => {
  const lines = [consigned(3000, 500_000), own(4000, 0), consigned(1000, 500_000)];
  const priced = priceSale(
    sale(lines, {
      surcharges: [fee("card_fee", 100_000, "percentage"), fee("card_fee", 40)],
      payments: [
        { type: "cash", amount: 4000 },
        { type: "card", amount: 4000 },
      ],
    }),
  );
  expect(priced.lines.map((line) => line.card_fees)).toEqual([150 + 30, 0, 50 + 10]);
});

test("5.6 a card that is charged too much costs the fee of what it pays for", () => {
  const surcharges = [fee("card_fee", 100_000, "percentage")];
  const payments = [{ type: "card" as const, amount: 9000 }];
  const priced = priceSale(sale([consigned(3000, 500_000)], { surcharges, payments }));
  expect(priced.lines[0]!.card_fees).toBe(300);
});

test("5.1 a line stores its components", () => {
  const line = consigned(12500, 500_000, {
    ...handling(100_000),
    discounts: [percentOff("consignor", 100_000)],
    schedule_start: "2027-02-01",
  });
  const [priced] = priceSale(sale([line], vat25)).lines;
  expect(priced).toEqual({
    item_id: "item-a",
    inventory_type: "consignment",
    account_id: "A",
    quantity: 1,
    unit_price: 12500,
    applied_discounts: [{ id: "manual-consignor", bearer: "consignor", amount: 1250, level: "line" }],
    applied_surcharges: [],
    applied_taxes: [
      {
        tax_id: "vat",
        snapshot: { name: "vat", rate_ppm: 250_000, type: "inclusive", scheme: "standard" },
        amount: 2250,
      },
    ],
    net: 9000,
    price_paid: 11250,
    taxed_price: 11250,
    split: 500_000,
    split_price: 10000,
    handling_fee: 1000,
    consignor_discount: 1000,
    consignor_fees: 0,
    card_fees: 0,
    consignor_portion: 3000,
    store_portion: 6000,
    cost: 0,
    days_on_shelf: 28,
  });
});
