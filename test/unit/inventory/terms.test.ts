import { resolveTerms, systemTerms } from "../../../services/inventory/terms/terms.rules.ts";

const percentage10 = { type: "percentage" as const, percentage_ppm: 100_000 };

test("3.6 vector: split of the store, handling fee of the item, expiry of the organization", () => {
  const resolved = resolveTerms({
    organization: { split: 500_000, handling_fee: percentage10, expiry_days: 60 },
    store: { split: 600_000, handling_fee: null },
    account: {},
    item: { split: null, handling_fee: { type: "fixed", fixed: 1000 } },
  });
  expect(resolved.terms).toEqual({
    split: 600_000,
    handling_fee: { type: "fixed", fixed: 1000, percentage_ppm: 0 },
    expiry_days: 60,
    return_days: 0,
    pick_up_days: 14,
    end_action: "return_to_consignor",
  });
  expect(resolved.terms_source).toEqual({
    split: "store",
    handling_fee: "item",
    expiry_days: "organization",
    return_days: "system",
    pick_up_days: "system",
    end_action: "system",
  });
});

test("TRM-1 without any level the system's defaults", () => {
  expect(resolveTerms({}).terms).toEqual(systemTerms);
  expect(systemTerms).toMatchObject({ split: 500_000, expiry_days: 90, return_days: 0, pick_up_days: 14 });
});

const levels = ["item", "account", "category", "store", "organization"] as const;

test.each(levels.map((level, index) => [level, index] as const))(
  "TRM-1 %s wins over what comes after it",
  (level, i) => {
    const said = Object.fromEntries(
      levels
        .slice(i)
        .map((name, offset) => [name, { split: 100_000 + offset, return_days: 0, end_action: "donate" }]),
    );
    const { terms, terms_source } = resolveTerms(said as Parameters<typeof resolveTerms>[0]);
    expect(terms).toMatchObject({ split: 100_000, return_days: 0, end_action: "donate" });
    expect(terms_source).toMatchObject({ split: level, return_days: level, expiry_days: "system" });
  },
);

test("TRM-1 zero is a value, null is not", () => {
  const resolved = resolveTerms({
    item: { split: 0, expiry_days: null },
    store: { split: 1, expiry_days: 0 },
  });
  expect(resolved.terms).toMatchObject({ split: 0, expiry_days: 0 });
});

test("TRM-2 type none stops the search and a level without a type says nothing", () => {
  const none = resolveTerms({
    item: { handling_fee: { type: "none" } },
    store: { handling_fee: percentage10 },
  });
  expect(none.terms.handling_fee).toEqual({ type: "none", fixed: 0, percentage_ppm: 0 });
  expect(none.terms_source.handling_fee).toBe("item");
  const mixed = resolveTerms({
    item: { handling_fee: { type: "percentage", percentage_ppm: 50_000 } },
    store: { handling_fee: { type: "fixed", fixed: 700 } },
  });
  expect(mixed.terms.handling_fee).toEqual({ type: "percentage", fixed: 0, percentage_ppm: 50_000 });
});

test.each(["buy_outright", "retail"] as const)(
  "TRM-6 %s forces split 0 and no handling fee",
  (inventory_type) => {
    const resolved = resolveTerms({ inventory_type, item: { split: 900_000, handling_fee: percentage10 } });
    expect(resolved.terms).toMatchObject({ split: 0, handling_fee: { type: "none" } });
    expect(resolved.terms_source).toMatchObject({ split: "inventory_type", handling_fee: "inventory_type" });
  },
);

const tiers = [
  { from_price: 10_000, split: 700_000 },
  { from_price: 0, split: 400_000 },
  { from_price: 5_000, split: 550_000 },
];

test.each([
  [0, 400_000],
  [4_999, 400_000],
  [5_000, 550_000],
  [123_456, 700_000],
])("5.2 a tag price of %i takes the tier %i", (tag_price, split) => {
  expect(resolveTerms({ tag_price, category: { split: 1, split_tiers: tiers } }).terms.split).toBe(split);
  expect(resolveTerms({ tag_price, item: { split: 2 }, category: { split_tiers: tiers } }).terms.split).toBe(
    2,
  );
});

test("5.2 below the first tier the flat split of the same level counts", () => {
  const store = { split: 300_000, split_tiers: [tiers[0]!] };
  expect(resolveTerms({ tag_price: 9_999, store })).toMatchObject({
    terms: { split: 300_000 },
    terms_source: { split: "store" },
  });
});
