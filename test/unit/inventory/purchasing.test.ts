/** Purchase orders: landed costs, receipts, states (LND-1…3, RCV-1, ORD-2, PO-5). */
import fc from "fast-check";
import {
  arrive,
  extraShares,
  landed,
  mostReceived,
  orderedLine,
  type PurchaseLine,
  receiptStatus,
  unlanded,
} from "../../../services/inventory/purchase-orders/rules/lines.ts";
import { type PurchaseStatus, stepsTo } from "../../../services/inventory/purchase-orders/rules/status.ts";
import { unitCostOf, units } from "../../../shared/micro.ts";

const line = (quantity: number, unit_cost: number, id = `${quantity}`): PurchaseLine =>
  orderedLine(
    {
      ...{ id, material_id: id, sku_id: null, quantity: units(quantity) },
      unit_cost: Math.round(unit_cost * 1e6),
    },
    "USD",
  );
const lines = [line(100, 2.5), line(40, 9.99), line(7, 13.33)];

test("LND-1 extra costs are spread over line values", () => {
  expect(extraShares(12345, lines)).toEqual([4154, 6640, 1551]);
  const fixed = landed(lines, 12345);
  expect(fixed.map(({ landed_value }) => landed_value)).toEqual([29154, 46600, 10882]);
  expect(fixed.map((each) => unitCostOf(each.landed_value!, each.quantity, "USD"))).toEqual([
    2_915_400, 11_650_000, 15_545_714,
  ]);
  const free = [line(1, 0, "a"), line(3, 0, "b")];
  expect(extraShares(100, free)).toEqual([25, 75]);
});

test("LND-1 the order of the story: beans, jars, lids", () => {
  const order = [line(60, 3), line(240, 0.4, "jars"), line(240, 0.0999, "lids")];
  expect(order.map(({ value }) => value)).toEqual([18000, 9600, 2398]);
  expect(landed(order, 2345).map(({ landed_value }) => landed_value)).toEqual([19407, 10350, 2586]);
});

test("LND-2 partial receipts add up, and more than ordered goes on at the same cost", () => {
  let [at] = landed(lines, 12345) as [PurchaseLine];
  const values = [30, 35, 35, 10].map((quantity) => {
    const { value, relieved, after } = arrive(at, units(quantity));
    at = after;
    return [value, relieved];
  });
  expect(values).toEqual([
    [8746, units(30)],
    [10204, units(35)],
    [10204, units(35)],
    [2915, 0],
  ]);
  expect(mostReceived(units(7), 100_000)).toBe(7_700_000);
});

test("LND-3 the first receipt fixes costs; a later line carries no extra cost; without receipts they are free again", () => {
  const fixed = landed(lines, 12345);
  const more = landed([...fixed, line(10, 1, "late")], 99999);
  expect(more.map(({ landed_value }) => landed_value)).toEqual([29154, 46600, 10882, 1000]);
  expect(unlanded(more).every(({ landed_value }) => landed_value === null)).toBe(true);
  expect(unlanded([arrive(more[0]!, 1).after, ...more.slice(1)])[1]?.landed_value).toBe(46600);
});

test("LND-2 receipts in any parts add up to the landed value", () => {
  const parts = fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(parts, fc.nat(1_000_000), (quantities, landed_value) => {
      const quantity = quantities.reduce((a, b) => a + b, 0);
      let at: PurchaseLine = { ...lines[0]!, quantity, landed_value, landed_quantity: quantity };
      let total = 0;
      for (const part of quantities) {
        const { value, after } = arrive(at, part);
        total += value;
        at = after;
      }
      expect([total, receiptStatus([at], "placed")]).toEqual([landed_value, "received"]);
    }),
    { numRuns: 300 },
  );
});

test.each<[PurchaseStatus, PurchaseStatus, string[] | null]>([
  ["planning", "placed", ["place"]],
  ["planning", "in_transit", ["place", "ship"]],
  ["planning", "received", ["place", "receive"]],
  ["placed", "paid", ["receive", "pay"]],
  ["partial", "received", ["receive"]],
  ["received", "paid", ["pay"]],
  ["received", "received", []],
  ["partial", "cancelled", ["cancel"]],
  ["partial", "paid", null],
  ["placed", "partial", null],
  ["received", "placed", null],
  ["received", "cancelled", null],
  ["cancelled", "placed", null],
  ["paid", "cancelled", null],
])("ORD-2, 4.6 from %s to %s", (from, to, steps) => {
  const found = stepsTo(from, to);
  expect(found.ok ? found.steps : null).toEqual(steps);
});
