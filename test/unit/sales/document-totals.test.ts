/** Totals of documents, to the digit (MRC-TOT-1, MRC-TOT-2), and their numbers (MRC-NUM-1). */

import { formattedNumber } from "../../../services/sales/documents/number-format.rules.ts";
import {
  type Adjustment,
  adjustmentAmounts,
  documentTotals,
  lineTotals,
  type PricedLine,
} from "../../../services/sales/documents/totals.rules.ts";

const m4 = (amount: number): number => Math.round(amount * 10_000);
const ppm = (percent: number): number => Math.round(percent * 10_000);

const line = (quantity: number, given: Partial<PricedLine>): PricedLine => ({
  ...{ quantity: Math.round(quantity * 1_000_000), price_net: null, price_gross: null, price_mode: null },
  ...{ tax_ppm: 0, discount_each: null, discount_ppm: null, given_tax: null, given_gross: null },
  ...given,
});

const M1 = line(2, { price_net: m4(10), tax_ppm: ppm(23), discount_each: m4(1) });
const M4 = line(2, { price_net: m4(100), tax_ppm: ppm(20), discount_ppm: ppm(10) });

test.each([
  ["M1", M1, 2, 18, 4.14, 22.14],
  ["M2", line(1, { price_gross: m4(123), tax_ppm: ppm(23) }), 0, 100, 23, 123],
  ["M3", line(3, { price_gross: m4(9.99), tax_ppm: ppm(23) }), 0, 24.3659, 5.6041, 29.97],
  [
    "M3g",
    line(3, { price_gross: m4(9.99), tax_ppm: ppm(23), price_mode: "gross" }),
    ...([0, 24.366, 5.6042, 29.9702] as const),
  ],
  ["M4", M4, 20, 180, 36, 216],
  ["M5", line(1, { price_net: m4(1.05), tax_ppm: ppm(8.875) }), 0, 1.05, 0.0932, 1.1432],
  ["M6", line(2.5, { price_net: m4(19.99), tax_ppm: ppm(8) }), 0, 49.975, 3.998, 53.973],
  ["M7", line(1, { price_net: m4(5), tax_ppm: ppm(23), discount_each: m4(9) }), 5, 0, 0, 0],
  ["M8", line(3, { price_gross: m4(100), tax_ppm: ppm(7) }), 0, 280.3738, 19.6262, 300],
] as const)("line %s (MRC-TOT-1)", (_name, given, discount, net, tax, gross) => {
  expect(lineTotals(given)).toMatchObject({
    ...{ discount: m4(discount), net: m4(net), tax: m4(tax), gross: m4(gross) },
  });
});

test("a given tax or total counts in the place of the computed one (MRC-TOT-1)", () => {
  expect(lineTotals({ ...M1, given_tax: m4(4) })).toMatchObject({ tax: m4(4), gross: m4(22) });
  expect(lineTotals({ ...M1, given_gross: m4(22) })).toMatchObject({ tax: m4(4.14), gross: m4(22) });
});

const lines = [lineTotals(M1), lineTotals(M4)];

function totals(adjustment: Partial<Adjustment>) {
  const given = { kind: "custom", rate_ppm: 0, given_net: null, given_gross: null, tax_ppm: null };
  const whole = { ...given, ...adjustment };
  const amounts = adjustmentAmounts(whole, { net: m4(198), gross: m4(238.14) });
  return documentTotals(lines, [{ ...whole, ...amounts }]);
}

test.each([
  ["none", {}, 198, 238.14, 40.14, 22],
  ["discount 10/12", { kind: "discount", given_net: m4(10), given_gross: m4(12) }, 188, 226.14, 40.14, 32],
  [
    "discount 10/12 with its tax",
    { kind: "discount", given_net: m4(10), given_gross: m4(12), tax_ppm: ppm(20) },
    ...([188, 226.14, 38.14, 32] as const),
  ],
  ["discount of 10 %", { kind: "discount", rate_ppm: ppm(10) }, 178.2, 214.326, 40.14, 41.8],
  ["shipping 5/6", { kind: "shipping", given_net: m4(5), given_gross: m4(6) }, 203, 244.14, 40.14, 22],
  [
    "shipping 5/6 with its tax",
    { kind: "shipping", given_net: m4(5), given_gross: m4(6), tax_ppm: ppm(20) },
    ...([203, 244.14, 41.14, 22] as const),
  ],
  ["surcharge 4", { kind: "surcharge", given_net: m4(4) }, 202, 242.14, 40.14, 22],
  ["tax 3", { kind: "tax", given_net: m4(3) }, 198, 241.14, 43.14, 22],
  ["custom 50", { kind: "custom", given_net: m4(50) }, 198, 238.14, 40.14, 22],
  ["discount 500/600", { kind: "discount", given_net: m4(500), given_gross: m4(600) }, 0, 0, 40.14, 522],
] as const)("a document with %s (MRC-TOT-2)", (_name, adjustment, net, gross, tax, discount) => {
  const found = totals(adjustment);
  expect(found).toMatchObject({
    ...{ grand_net: m4(net), grand_gross: m4(gross), tax_total: m4(tax), discount_total: m4(discount) },
    ...{ subtotal_net: m4(net), subtotal_gross: m4(gross) },
  });
});

const numbering = {
  ...{ kind: "order" as const, sequence: 1, local: "2027-03-09T14" },
  chance: { digits: (n: number) => "7".repeat(n), letters: (n: number) => "x".repeat(n), guid: () => "g" },
};

test.each([
  ["ORDER-{yyyy}{mm}{dd}-{seq:5}", 1, "ORDER-20270309-00001"],
  ["{kind}/{seq:3}", 2, "order/002"],
  ["{YY}-{HH}-{rand}-{nanoid:3}-{guid}-{what}", 3, "27-14-7777-xxx-g-{what}"],
])("the format %s (MRC-NUM-1)", (format, sequence, number) => {
  expect(formattedNumber(format, { ...numbering, sequence })).toBe(number);
});
