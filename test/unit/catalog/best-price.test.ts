/** Which listed price counts, and how its amounts follow from each other (MRC-PRI-1…MRC-PRI-3). */
import { amountsOf } from "../../../services/catalog/prices/amounts.rules.ts";
import { bestOf, type Candidate, scoreOf } from "../../../services/catalog/prices/best-price.rules.ts";

const MICRO = 1_000_000;
const AT = "2026-06-01T12:00:00.000Z";
type Price = Candidate & { kind: string; amount: number };

const unbound = {
  ...{ variant_id: null, offer_id: null, channel_id: null, user_id: null, user_group_id: null },
  ...{ customer_id: null, customer_group_id: null, min_quantity: 1, max_quantity: null },
  ...{ starts_at: null, ends_at: null },
};
const priceOf = (id: string, kind: string, amount: number, more: Partial<Candidate> = {}): Price => ({
  ...{ ...unbound, id, kind, amount },
  ...more,
});
const kindOf = ({ kind }: Price) => ({ code: kind, is_promotion: kind === "sale" });
const best = (prices: readonly Price[], buying: object = {}) =>
  bestOf(prices, kindOf, { quantity: MICRO, at: AT, ...buying })?.amount ?? null;

describe("the price that counts (MRC-PRI-3)", () => {
  const vector = [
    priceOf("a", "regular", 100),
    priceOf("b", "sale", 80),
    priceOf("c", "tier", 70, { min_quantity: 10 }),
    priceOf("d", "regular", 95, { customer_id: "K" }),
    priceOf("e", "regular", 60, { channel_id: "C" }),
  ];

  test.each([
    ["no context", {}, 80],
    ["quantity 12: sale and tier tie, the smaller least quantity wins", { quantity: 12 * MICRO }, 80],
    ["customer K", { customer_id: "K" }, 95],
    ["another customer", { customer_id: "L" }, 80],
    ["in the channel", { channel_id: "C" }, 60],
    ["in another channel", { channel_id: "D" }, 80],
  ])("%s", (_name, buying, amount) => {
    expect(best(vector, buying)).toBe(amount);
    expect(best([...vector].reverse(), buying)).toBe(amount);
  });

  test.each<[string, string, Partial<Candidate>, number]>([
    ["custom", "custom", {}, 5],
    ["tier", "tier", {}, 3],
    ["by the flag", "sale", {}, 4],
    ["by the code", "promotion", {}, 4],
    ["any other", "regular", {}, 2],
    ["variant", "regular", { variant_id: "x" }, 10],
    ["offer", "regular", { offer_id: "x" }, 8],
    ["channel", "regular", { channel_id: "x" }, 7],
    ["user", "regular", { user_id: "x" }, 7],
    ["user group", "regular", { user_group_id: "x" }, 6],
    ["customer", "regular", { customer_id: "x" }, 6],
    ["customer group", "regular", { customer_group_id: "x" }, 5],
    ["more than one piece", "regular", { min_quantity: 2 }, 3],
  ])("scores: %s", (_name, kind, more, score) => {
    const price = priceOf("a", kind, 1, more);
    expect(scoreOf(price, kindOf(price))).toBe(score);
  });

  test("of equal scores the later start wins, then the smaller id; the amount never matters", () => {
    const old = priceOf("a", "regular", 1, { starts_at: "2026-01-01T00:00:00.000Z" });
    const young = priceOf("b", "regular", 9, { starts_at: "2026-05-01T00:00:00.000Z" });
    expect(best([old, young])).toBe(9);
    expect(best([priceOf("b", "regular", 1), priceOf("a", "regular", 9)])).toBe(9);
  });

  test.each<[string, Partial<Candidate>, object, boolean]>([
    ["fewer than the least", { min_quantity: 10 }, { quantity: 10 * MICRO - 1 }, false],
    ["just the least", { min_quantity: 10 }, { quantity: 10 * MICRO }, true],
    ["just the most", { max_quantity: 5 }, { quantity: 5 * MICRO }, true],
    ["more than the most", { max_quantity: 5 }, { quantity: 5 * MICRO + 1 }, false],
    ["from this moment", { starts_at: AT }, {}, true],
    ["later", { starts_at: "2026-06-01T12:00:00.001Z" }, {}, false],
    ["until this moment", { ends_at: AT }, {}, true],
    ["over", { ends_at: "2026-06-01T11:59:59.999Z" }, {}, false],
    ["another offer than the asked", { offer_id: "O" }, { offer_id: "P" }, false],
    ["the asked offer", { offer_id: "O" }, { offer_id: "O" }, true],
    ["no offer asked", { offer_id: "O" }, {}, true],
    ["for a user, who is not named", { user_id: "U" }, {}, false],
    ["for a group of users", { user_group_id: "G" }, { user_group_id: "G" }, true],
    ["for another group of customers", { customer_group_id: "G" }, { customer_group_id: "H" }, false],
  ])("MRC-PRI-2: %s", (_name, more, buying, counts) => {
    expect(best([priceOf("a", "regular", 7, more)], buying)).toBe(counts ? 7 : null);
  });
});

describe("net and gross (MRC-PRI-1)", () => {
  const before = { net: 100_0000, amount: 123_0000, tax: 23_0000 };
  test.each([
    [{ net: 100_0000 }, 230_000, before],
    [{ net: 100_0000, amount: 1 }, 230_000, before],
    [{ amount: 123_0000 }, 230_000, before],
    [{ amount: 100_0000 }, 230_000, { net: 81_3008, amount: 100_0000, tax: 18_6992 }],
    [{ net: 1 }, 500_000, { net: 1, amount: 2, tax: 1 }],
    [{ net: 9e15 }, 0, { net: 9e15, amount: 9e15, tax: 0 }],
    [{ net: 9e15 }, 230_000, "too_large"],
    [{}, 230_000, "missing"],
    [{ net: null }, 230_000, "missing"],
  ])("of %j at %i ppm", (given, ppm, found) => {
    expect(amountsOf(given, ppm)).toEqual(found);
  });

  test.each([
    ["another rate keeps the net", {}, { net: 100_0000, amount: 108_0000, tax: 8_0000 }],
    ["a net taken away keeps the gross", { net: null }, { net: 113_8889, amount: 123_0000, tax: 9_1111 }],
    ["a gross taken away keeps the net", { amount: null }, { net: 100_0000, amount: 108_0000, tax: 8_0000 }],
    ["without both there is none", { net: null, amount: null }, "missing"],
  ])("a change: %s", (_name, given, found) => {
    expect(amountsOf(given, 80_000, before)).toEqual(found);
  });
});
