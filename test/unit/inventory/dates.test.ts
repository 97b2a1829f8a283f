import { isExpired, itemDates, payableOn } from "../../../services/inventory/terms/dates.rules.ts";
import { addDays, businessDate, daysBetween } from "../../../shared/dates.ts";

test.each([
  ["2027-01-01T00:30:00.000Z", "America/New_York", "2026-12-31"],
  ["2027-01-01T00:30:00.000Z", "UTC", "2027-01-01"],
  ["2027-01-01T00:30:00.000Z", "Pacific/Kiritimati", "2027-01-01"],
  ["2026-12-31T10:00:00.000Z", "Pacific/Kiritimati", "2027-01-01"],
  ["2027-03-28T22:30:00.000Z", "Europe/Oslo", "2027-03-29"],
  ["2027-03-27T22:30:00.000Z", "Europe/Oslo", "2027-03-27"],
])("TIM-2 %s in %s is %s", (instant, zone, date) => {
  expect(businessDate(instant, zone)).toBe(date);
  expect(businessDate(Date.parse(instant), zone)).toBe(date);
});

test.each([
  ["2027-01-31", 1, "2027-02-01"],
  ["2028-02-28", 1, "2028-02-29"],
  ["2027-03-27", 2, "2027-03-29"],
  ["2027-01-01", -1, "2026-12-31"],
  ["2027-01-01", 0, "2027-01-01"],
])("%s plus %i days is %s", (date, days, expected) => {
  expect(addDays(date, days)).toBe(expected);
  expect(daysBetween(date, expected)).toBe(days);
});

test("TRM-5 expires_on, pick_up_until, payable_on", () => {
  expect(itemDates("2027-01-01", { expiry_days: 90, pick_up_days: 14 })).toEqual({
    expires_on: "2027-04-01",
    pick_up_until: "2027-04-15",
  });
  expect(payableOn("2027-01-01", 14)).toBe("2027-01-15");
});

test("4.1 the expiry day itself is not expired", () => {
  expect(isExpired("2027-01-01", "2027-01-01")).toBe(false);
  expect(isExpired("2027-01-01", "2027-01-02")).toBe(true);
  expect(isExpired(null, "2027-01-02")).toBe(false);
});

test("a time zone is an IANA name", () => {});
