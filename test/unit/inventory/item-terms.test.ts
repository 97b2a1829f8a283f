import {
  asksLevels,
  changedTerms,
  nearest,
  newTerms,
  reappliedTerms,
} from "../../../services/inventory/terms/item-terms.rules.ts";

const levels = {
  account: { split: 650_000 },
  store: { expiry_days: 10, handling_fee: { type: "fixed" as const, fixed: 100 } },
};
const made = newTerms(
  { own: { return_days: 4 }, inventory_type: "consignment", tag_price: 100, schedule_start: "2027-01-31" },
  levels,
);
const stored = {
  ...made,
  inventory_type: "consignment" as const,
  tag_price: 100,
  schedule_start: "2027-01-31",
};

test("TRM-1, TRM-5: a new item's terms, their sources and its dates", () => {
  expect(made).toMatchObject({
    split: 650_000,
    return_days: 4,
    terms_source: { split: "account", return_days: "item", expiry_days: "store", pick_up_days: "system" },
    expires_on: "2027-02-10",
    pick_up_until: "2027-02-24",
  });
});

test("TRM-1: of several categories the nearest that says something, term by term", () => {
  expect(nearest([null, { split: null, return_days: 3 }, { split: 1, return_days: 9 }])).toMatchObject({
    split: 1,
    return_days: 3,
  });
});

test("TRM-4: a change that names no term touches none", () => {
  expect(changedTerms(stored, {}, {}, "2027-03-01")).toEqual({});
});

test("TRM-4, TRM-5: a term by hand is the item's own, and the dates follow", () => {
  expect(changedTerms(stored, { expiry_days: 20 }, {}, "2027-03-01")).toEqual({
    expiry_days: 20,
    terms_source: { ...made.terms_source, expiry_days: "item" },
    schedule_start: "2027-01-31",
    expires_on: "2027-02-20",
    pick_up_until: "2027-03-06",
    expiry_announced_on: null,
  });
});

test("TRM-4: a change that leaves the date leaves what was told of it", () => {
  expect(changedTerms(stored, { split: 1 }, {}, "2027-03-01")).not.toHaveProperty("expiry_announced_on");
});

test("TRM-1: null takes a term back to what is inherited", () => {
  expect(asksLevels(stored, { return_days: null })).toBe(true);
  expect(asksLevels(stored, { return_days: 1 })).toBe(false);
  expect(changedTerms(stored, { return_days: null }, levels, "2027-03-01")).toMatchObject({
    return_days: 0,
    terms_source: { return_days: "system", split: "account" },
  });
});

test("TRM-6: own goods have no split and no fee, and get terms again when they are consigned", () => {
  const bought = changedTerms(stored, { inventory_type: "buy_outright" }, {}, "2027-03-01");
  expect(bought).toMatchObject({
    split: 0,
    handling_fee: { type: "none" },
    terms_source: { split: "inventory_type", handling_fee: "inventory_type", expiry_days: "store" },
  });
  const own = { ...stored, ...bought, inventory_type: "buy_outright" as const };
  expect(asksLevels(own, { inventory_type: "consignment" })).toBe(true);
  expect(changedTerms(own, { inventory_type: "consignment" }, levels, "2027-03-01")).toMatchObject({
    split: 650_000,
    handling_fee: { type: "fixed", fixed: 100 },
    terms_source: { split: "account", handling_fee: "store" },
  });
});

test("TRM-3: resolving again keeps what was said of the item itself", () => {
  const again = reappliedTerms(stored, { account: { split: 1, return_days: 8 } }, "2027-03-01");
  expect(again).toMatchObject({
    split: 1,
    return_days: 4,
    expiry_days: 90,
    terms_source: { return_days: "item", expiry_days: "system" },
    expires_on: "2027-05-01",
  });
});
