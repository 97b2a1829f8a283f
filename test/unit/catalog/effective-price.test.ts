/** Which price counts on a day (8.5, SEA-2). */
import { seasonOn } from "../../../services/catalog/products/effective-price.rules.ts";

const season = (id: string, amount: number, days: [string, string], more: object = {}) => ({
  ...{ id, amount, starts_on: days[0], ends_on: days[1], recurs_yearly: false, priority: 1, ...more },
});
const seasons = [
  season("s1", 250, ["2026-12-20", "2027-01-06"], { recurs_yearly: true, priority: 0 }),
  season("s2", 270, ["2027-12-01", "2027-12-31"]),
  season("s3", 200, ["2027-12-24", "2027-12-24"]),
  season("s4", 240, ["2027-12-24", "2027-12-26"]),
];

test.each([
  ["2027-11-30", 300],
  ["2027-12-05", 270],
  ["2027-12-20", 270],
  ["2027-12-24", 200],
  ["2027-12-25", 240],
  ["2028-01-03", 250],
  ["2028-12-22", 250],
])("SEA-2: on %s the price is %i", (day, amount) => {
  expect(seasonOn(seasons, day)?.amount ?? 300).toBe(amount);
});

test("SEA-2: of yearly prices the one whose occurrence began later counts", () => {
  const yearly = { recurs_yearly: true, priority: 0 };
  const old = season("a", 1, ["2020-12-01", "2021-02-01"], yearly);
  const late = season("b", 2, ["2019-12-15", "2020-01-15"], yearly);
  expect(seasonOn([old, late], "2028-01-02")?.amount).toBe(2);
  expect(seasonOn([old, late], "2028-01-20")?.amount).toBe(1);
  expect(seasonOn([old, late], "2028-06-20")).toBeNull();
});
