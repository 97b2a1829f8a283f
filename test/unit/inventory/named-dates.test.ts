import { keptMoments, withNamedDates } from "../../../services/inventory/terms/named-dates.rules.ts";

const resolved = {
  schedule_start: "2027-01-10",
  expiry_days: 30,
  pick_up_days: 14,
  expires_on: "2027-02-09",
  pick_up_until: "2027-02-23",
};

describe("TRM-5 holds whatever dates are named", () => {
  test.each([
    ["nothing", {}, {}, resolved],
    [
      "the expiry",
      { expires_on: "2027-01-20" },
      {},
      { expiry_days: 10, expires_on: "2027-01-20", pick_up_until: "2027-02-03" },
    ],
    ["the collection", { pick_up_until: "2027-02-09" }, {}, { pick_up_days: 0 }],
    [
      "both",
      { expires_on: "2027-01-10", pick_up_until: "2027-01-12" },
      { schedule_start: "2027-01-10", expiry_days: 0, pick_up_days: 2 },
      { expiry_days: 0, pick_up_days: 2 },
    ],
    [
      "an expiry before the start, which nobody named",
      { expires_on: "2027-01-01" },
      {},
      { schedule_start: "2027-01-01", expiry_days: 0, pick_up_until: "2027-01-15" },
    ],
  ])("%s", (_what, named, given, dates) => {
    expect(withNamedDates(resolved, { ...named, given })).toEqual({
      ok: true,
      dates: { ...resolved, ...named, ...dates },
    });
  });

  test.each([
    [{ expires_on: "2027-01-09" }, { schedule_start: "2027-01-10" }, "/expires_at", "before_start"],
    [{ pick_up_until: "2027-02-08" }, {}, "/pick_up_at", "before_expiry"],
    [{ expires_on: "2027-01-20" }, { expiry_days: 11 }, "/expiry_days", "contradiction"],
    [{ pick_up_until: "2027-02-20" }, { pick_up_days: 14 }, "/pick_up_days", "contradiction"],
  ])("%j beside %j is refused at %s", (named, given, pointer, code) => {
    expect(withNamedDates(resolved, { ...named, given })).toEqual({ ok: false, pointer, code });
  });
});

test.each([
  ["as it was", resolved, {}, ["e", "p"]],
  ["another expiry", { ...resolved, expires_on: "2027-02-10" }, {}, [null, "p"]],
  ["another collection", { ...resolved, pick_up_until: "2027-02-24" }, {}, ["e", null]],
  ["reckoned in days again, to the same day", resolved, { expiry: true, pick_up: true }, [null, null]],
])("a named moment counts until its date changes: %s", (_what, after, reckoned, [expires_at, pick_up_at]) => {
  const before = { ...resolved, expires_at: "e", pick_up_at: "p" };
  const kept = keptMoments(before, after, { expiry: false, pick_up: false, ...reckoned });
  expect(kept).toEqual({ expires_at, pick_up_at });
});
