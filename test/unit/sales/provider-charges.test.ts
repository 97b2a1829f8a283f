/** What the providers of a document's methods charge, to the digit (MRC-PRV-1). */
import {
  type ChargedLine,
  paymentCharges,
  shippingCharges,
} from "../../../services/sales/selling-terms/provider-charges.rules.ts";

const m4 = (amount: number): number => Math.round(amount * 10_000);
const line = (quantity: number, more: Partial<ChargedLine> = {}): ChargedLine => ({
  ...{ quantity: quantity * 1_000_000, gross: m4(10), metadata: null, configuration: null, ...more },
});
const tiers = [
  { metric: "item_count", min: 0, max: 2, amountNet: 4, amountGross: 4.8, name: "Few" },
  { metric: "item_count", min: 3, amountNet: "2", amountGross: "2.4" },
];
const method = (providerSettings: object, more: object = {}) => ({
  ...{ providerKey: "flat-rate", code: "dhl", name: "DHL", currencyCode: null },
  ...{ baseRateNet: "5", baseRateGross: "6", providerSettings, ...more },
});
const sums = (...asked: Parameters<typeof shippingCharges>) => {
  const all = shippingCharges(...asked);
  const add = (of: "given_net" | "given_gross") => all.reduce((sum, each) => sum + each[of], 0) / 10_000;
  return [add("given_net"), add("given_gross")];
};

test.each([
  ["two pieces", { rates: tiers }, [line(1), line(1)], [9, 10.8]],
  ["four pieces", { rates: tiers }, [line(2), line(2)], [7, 8.4]],
  ["two pieces without the base rate", { rates: tiers, applyBaseRate: false }, [line(1), line(1)], [4, 4.8]],
  ["four pieces without the base rate", { rates: tiers, applyBaseRate: false }, [line(2), line(2)], [2, 2.4]],
  ["between the tiers", { rates: tiers }, [line(2.5)], [5, 6]],
  ["no tiers", {}, [line(1)], [5, 6]],
  [
    "what the lines weigh",
    { rates: [{ metric: "weight", min: 3, max: 3, amountNet: 1 }] },
    [line(2, { metadata: { weight: 1.5 } })],
    [6, 7],
  ],
  [
    "how large they are",
    { rates: [{ metric: "volume", min: 0.5, amountNet: 1 }] },
    [line(1, { configuration: { volume: "0.5" } })],
    [6, 7],
  ],
  ["what they cost", { rates: [{ metric: "subtotal", min: 20, amountNet: 1 }] }, [line(1), line(1)], [6, 7]],
  ["another currency", { rates: [{ amountNet: 1, currencyCode: "EUR" }] }, [line(1)], [5, 6]],
  ["nothing readable", { rates: [{ amountNet: "much" }, 7, { min: -1 }] }, [line(1)], [5, 6]],
])("shipping by a table of rates: %s", (_name, settings, lines, expected) => {
  expect(sums(method(settings), lines, "USD")).toEqual(expected);
});

test("a method of another provider, or in another currency, charges nothing for shipping", () => {
  expect(shippingCharges(method({}, { providerKey: "other" }), [line(1)], "USD")).toEqual([]);
  expect(shippingCharges(method({}, { currencyCode: "EUR" }), [line(1)], "USD")).toEqual([]);
});

const paying = (providerKey: string, providerSettings: object, gross: number) =>
  paymentCharges({ providerKey, providerSettings }, m4(gross)).map(({ given_gross }) => given_gross / 10_000);

test.each([
  ["cash-on-delivery", { feeFlat: 2, feePercent: 1.5 }, 100, [3.5]],
  ["cash-on-delivery", { feeFlat: 2, maxOrderTotal: 100 }, 100, [2]],
  ["cash-on-delivery", { feeFlat: 2, maxOrderTotal: 100 }, 100.0001, []],
  ["stripe", { applicationFeeFlat: 0.3, applicationFeePercent: 2.9 }, 100, [3.2]],
  ["stripe", { feeFlat: 1 }, 100, []],
  ["wire-transfer", { feeFlat: 1 }, 100, []],
  ["toString", { feeFlat: 1 }, 100, []],
])("%s with %j charges for %d", (key, settings, gross, expected) => {
  expect(paying(key, settings, gross)).toEqual(expected);
});
