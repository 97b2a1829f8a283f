/** Sums of a register session's report. */
import { expectedOf, tendersOf } from "../../../services/sales/close-reports/close-report.rules.ts";

test("tenders by type, cash net of change; what only went back has a row as well", () => {
  const paid = [
    { type: "cash", amount: 5000 },
    { type: "card", amount: 10_000 },
  ];
  const back = [
    { type: "card", amount: 1000 },
    { type: "store_credit", amount: 300 },
  ];
  expect(tendersOf(paid, 400, back)).toEqual([
    { type: "card", sales: 10_000, refunds: 1000, net: 9000 },
    { type: "cash", sales: 4600, refunds: 0, net: 4600 },
    { type: "store_credit", sales: 0, refunds: 300, net: -300 },
  ]);
  expect(tendersOf([], 0, [])).toEqual([]);
});

test("expected cash is what closing stored; until then float and movements", () => {
  expect(expectedOf(null, 20_000, [{ amount: 500 }, { amount: -200 }])).toBe(20_300);
  expect(expectedOf(19_000, 20_000, [])).toBe(19_000);
});
