import { wholeFee } from "../../../services/accounts/terms/handling-fee.rules.ts";

test.each([
  [{ type: "fixed" as const }, "/handling_fee/fixed"],
  [{ type: "fixed" as const, fixed: null, percentage_ppm: 5 }, "/handling_fee/fixed"],
  [{ type: "percentage" as const, fixed: 5 }, "/handling_fee/percentage_ppm"],
])("TRM-2 refuses %j", (fee, pointer) => {
  const refused = expect.objectContaining({
    type: "validation_failed",
    data: expect.objectContaining({ errors: [expect.objectContaining({ pointer, code: "value_missing" })] }),
  });
  expect(() => wholeFee(fee, "/handling_fee")).toThrow(refused);
});

test("TRM-2 accepts a whole fee, with both values named, and none at all", () => {
  expect(wholeFee({ type: "none" }, "/fee")).toEqual({ type: "none", fixed: null, percentage_ppm: null });
  const fee = { type: "percentage" as const, percentage_ppm: 100_000 };
  expect(wholeFee(fee, "/fee")).toEqual({ ...fee, fixed: null });
  expect(wholeFee(null, "/fee")).toBeNull();
  expect(wholeFee(undefined, "/fee")).toBeUndefined();
});
