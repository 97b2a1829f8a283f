/** Random sales for the property tests: amounts 0…10^12, rates 0…10^6, 1–50 lines. */
import fc from "fast-check";
import type {
  AutomaticDiscount,
  ManualDiscount,
  MatchRule,
  Payment,
  SaleInput,
  SaleLineInput,
  Surcharge,
  Tax,
} from "../../../services/sales/pricing/rules/types.ts";

/** Mostly everyday amounts, sometimes the extremes. */
export const amount = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 10 ** 12 }));
export const rate = fc.integer({ min: 0, max: 10 ** 6 });
const bearer = fc.constantFrom("shared", "store", "consignor");
const category_id = fc.constantFrom(null, "a", "b");
const rules = fc.constantFrom<MatchRule[]>(
  [],
  [{ field: "category", value: "a" }],
  [{ field: "inventory_type", value: "consignment" }],
);

export const manualDiscount: fc.Arbitrary<ManualDiscount> = fc.oneof(
  fc.record({ id: fc.constant("d"), bearer, value_type: fc.constant("percentage" as const), value: rate }),
  fc.record({
    id: fc.constant("d"),
    bearer,
    value_type: fc.constantFrom("fixed" as const, "set_price" as const),
    value: amount,
  }),
);

const automaticDiscount: fc.Arbitrary<AutomaticDiscount> = fc
  .tuple(
    manualDiscount,
    fc.uuid(),
    fc.constantFrom("line", "sale"),
    rules,
    fc.option(fc.integer({ min: 1, max: 4 })),
  )
  .map(([discount, id, level, match, bogo_threshold]) => ({
    ...discount,
    id,
    level: level as "line" | "sale",
    rules: match,
    bogo_threshold,
    auto_apply: true,
  }));

export const line: fc.Arbitrary<SaleLineInput> = fc.record({
  item_id: fc.uuid(),
  tag_price: amount,
  quantity: fc.integer({ min: 1, max: 5 }),
  inventory_type: fc.constantFrom("consignment", "consignment", "buy_outright", "retail"),
  account_id: fc.constantFrom("A", "B"),
  category_id,
  split: rate,
  handling_fee: fc.record({
    type: fc.constantFrom("none", "fixed", "percentage"),
    fixed: amount,
    percentage_ppm: rate,
  }),
  cost_per: amount,
  tax_exempt: fc.constantFrom(false, false, true),
  do_not_discount: fc.constantFrom(false, false, true),
  discounts: fc.array(manualDiscount, { maxLength: 3 }),
});

const tax: fc.Arbitrary<Tax> = fc.record({
  id: fc.uuid(),
  name: fc.constant("tax"),
  rate_ppm: fc.oneof(fc.constantFrom(250_000, 88_750, 99_750), rate),
  type: fc.constantFrom("inclusive", "exclusive"),
  scheme: fc.constantFrom("standard", "standard", "standard", "margin"),
  default_on: fc.boolean(),
  rules,
});

const surcharge: fc.Arbitrary<Surcharge> = fc
  .record({
    id: fc.uuid(),
    type: fc.constantFrom("buyer_fee" as const, "consignor_fee" as const, "card_fee" as const),
    percentage: fc.boolean(),
    ppm: rate,
    fixed: amount,
    default_on: fc.boolean(),
    rules,
  })
  .map(({ percentage, ppm, fixed, ...rest }) => ({
    ...rest,
    value_type: percentage ? "percentage" : "fixed",
    value: percentage ? ppm : fixed,
  }));

const payment: fc.Arbitrary<Payment> = fc.record({
  type: fc.constantFrom("cash", "card", "store_credit", "external"),
  amount: fc.integer({ min: 1, max: 10 ** 12 }),
});

export const sale: fc.Arbitrary<SaleInput> = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 50, size: "max" }),
  discounts: fc.array(manualDiscount, { maxLength: 3 }),
  automatic_discounts: fc.array(automaticDiscount, { maxLength: 4 }),
  taxes: fc.array(tax, { maxLength: 4 }),
  surcharges: fc.array(surcharge, { maxLength: 4 }),
  payments: fc.array(payment, { maxLength: 4 }),
  customer_tax_exempt: fc.constantFrom(false, false, false, true),
  tax_rounding: fc.constantFrom("line", "document"),
  cash_rounding: fc.constantFrom(0, 5, 100),
  business_date: fc.constant("2027-03-01"),
});
