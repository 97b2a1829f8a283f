import { amountsInRange, priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import { amountOff, consigned, own, sale, tax } from "./lines.ts";

const worked = sale(
  [
    consigned(12500, 500_000, { handling_fee: { type: "percentage", percentage_ppm: 100_000 } }),
    own(8000, 3000, { item_id: "item-b" }),
  ],
  {
    taxes: [tax("vat", "inclusive", 250_000)],
    discounts: [amountOff("shared", 2000)],
    payments: [{ type: "cash", amount: 20000 }],
  },
);

test("5.7 worked sale, line A", () => {
  expect(priceSale(worked).lines[0]).toMatchObject({
    applied_discounts: [{ bearer: "shared", amount: 1220, level: "sale" }],
    price_paid: 11280,
    net: 9024,
    handling_fee: 902,
    split_price: 9024,
    consignor_portion: 3610,
    store_portion: 5414,
  });
});

test("5.7 worked sale, line B", () => {
  expect(priceSale(worked).lines[1]).toMatchObject({
    applied_discounts: [{ amount: 780 }],
    price_paid: 7220,
    net: 5776,
    consignor_portion: 0,
    store_portion: 5776,
    cost: 3000,
  });
});

test("5.7 worked sale, totals", () => {
  const { lines, ...totals } = priceSale(worked);
  expect(lines.map((line) => line.applied_taxes[0]!.amount)).toEqual([2256, 1444]);
  expect(totals).toEqual({
    subtotal: 14800,
    discount_total: 2000,
    tax_total: 3700,
    gift_card_total: 0,
    total: 18500,
    change: 1500,
    cogs: 6610,
    consignor_portion: 3610,
    store_portion: 11190,
    cash_rounding_adjustment: 0,
    warnings: [],
  });
});

test("5.7 change is 0 while no payments are known and negative while they do not cover", () => {
  expect(priceSale({ ...worked, payments: null }).change).toBe(0);
  expect(priceSale({ ...worked, payments: [] }).change).toBe(-18500);
});

test("MON-4 a sale beyond the safe bound is found before it is priced", () => {
  expect(amountsInRange(worked)).toBe(true);
  expect(amountsInRange(sale([consigned(10 ** 13, 0, { quantity: 2 })]))).toBe(false);
  expect(amountsInRange(sale([own(1, 10 ** 12, { quantity: 11 })]))).toBe(false);
  expect(amountsInRange(sale([], { payments: [{ type: "cash", amount: 10 ** 13 + 1 }] }))).toBe(false);
});
