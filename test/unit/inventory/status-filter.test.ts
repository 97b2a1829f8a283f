import { activePast, anyOf, noneOf } from "../../../services/inventory/units/status-filter.rules.ts";

const days = { today: "2027-01-31", elsewhere: [] };
const expired = { statuses: "active", expires_on: { $lt: "2027-01-31" } };

test("4.1: one word is one equality, which an index serves", () => {
  expect(anyOf(["lost"], days)).toEqual({ statuses: "lost" });
  expect(anyOf(["lost", "stolen"], days)).toEqual({ statuses: { $in: ["lost", "stolen"] } });
});

test("4.1: active includes expired ones; expired is active past its date", () => {
  expect(anyOf(["active"], days)).toEqual({ statuses: "active" });
  expect(anyOf(["active", "expired"], days)).toEqual({ statuses: "active" });
  expect(anyOf(["expired"], days)).toEqual(expired);
  expect(anyOf(["inactive", "expired"], days)).toEqual({ $or: [{ statuses: "inactive" }, expired] });
  expect(noneOf(["expired"], days)).toEqual({ $nor: [expired] });
});

test("TIM-2: stores where it is another day have a clause of their own", () => {
  const elsewhere = [{ store_ids: ["s"], today: "2027-02-01" }];
  expect(activePast("pick_up_until", { today: "2027-01-31", elsewhere })).toEqual({
    statuses: "active",
    $or: [
      { store_id: { $nin: ["s"] }, pick_up_until: { $lt: "2027-01-31" } },
      { store_id: { $in: ["s"] }, pick_up_until: { $lt: "2027-02-01" } },
    ],
  });
});
