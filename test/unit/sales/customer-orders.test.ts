/** Orders of customers: their state by facts (MRC-ONE-4), what is paid (MRC-TOT-3), shipped (MRC-SHP-1) and booked (MRC-ONE-5). */
import fc from "fast-check";
import {
  type BookedOrder,
  booked,
  bookedChange,
  movements,
} from "../../../services/sales/customer-orders/rules/books.rules.ts";
import { paymentTotals } from "../../../services/sales/customer-orders/rules/payments.rules.ts";
import { overshipped } from "../../../services/sales/customer-orders/rules/shipping.rules.ts";
import { type StateFacts, stateOf } from "../../../services/sales/customer-orders/rules/state.rules.ts";

const m4 = (amount: number): number => Math.round(amount * 10_000);
const units = (quantity: number): number => quantity * 1_000_000;
const shipment = (line_id: string, quantity: number) => ({ items: [{ line_id, quantity: units(quantity) }] });
const line = (id: string, quantity: number) => ({ id, quantity: units(quantity) });

const fresh: StateFacts = {
  ...{ status: null, asked_state: null, lines: [line("a", 4)], shipments: [], grand_gross: m4(100) },
  ...{ paid_total: 0, refunded_total: 0 },
};
const half = { shipments: [shipment("a", 2)] };
const all = { shipments: [shipment("a", 2), shipment("a", 2)] };

test.each<[string, Partial<StateFacts>, string]>([
  ["made", {}, "received"],
  ["a draft", { status: "draft" }, "received"],
  ["a first word other than draft", { status: "confirmed" }, "entered"],
  ["a payment", { paid_total: 1 }, "entered"],
  ["half of it shipped", half, "entered"],
  ["canceled, unpaid and unshipped", { status: "Canceled" }, "rejected"],
  ["canceled after a payment", { status: "canceled", paid_total: 1 }, "entered"],
  ["canceled after a shipment", { status: "canceled", ...half }, "entered"],
  ["all shipped, which invoices it", all, "invoiced"],
  ["all shipped, paid in part", { ...all, paid_total: m4(99.9999) }, "invoiced"],
  ["all shipped and paid", { ...all, paid_total: m4(100) }, "paid"],
  ["paid, and some of it back", { ...all, paid_total: m4(100), refunded_total: 1 }, "invoiced"],
  ["paid before anything is shipped", { paid_total: m4(100) }, "entered"],
  ["entering asked for", { status: "draft", asked_state: "entered" }, "entered"],
  ["rejection asked for", { asked_state: "rejected" }, "rejected"],
  ["rejection asked for, then a payment", { asked_state: "rejected", paid_total: 1 }, "entered"],
  ["without lines nothing is shipped", { lines: [], grand_gross: 0 }, "received"],
])("MRC-ONE-4: %s", (_name, facts, state) => {
  expect(stateOf({ ...fresh, ...facts })).toBe(state);
});

test("MRC-TOT-3: outstanding follows payments and what is refunded of them", () => {
  const payment = { amount: m4(100), refunded_amount: 0, allocations: [] };
  const owed = (gross: number, payments: (typeof payment)[]) => paymentTotals(payments, m4(gross));
  expect(owed(238.14, [payment])).toMatchObject({ paid_total: m4(100), outstanding: m4(138.14) });
  const back = { ...payment, refunded_amount: m4(40) };
  expect(owed(238.14, [back])).toEqual({
    ...{ paid_total: m4(100), refunded_total: m4(40), outstanding: m4(178.14) },
  });
  expect(owed(238.14 + 61.86, [back]).outstanding).toBe(m4(240));
  expect(owed(50, [payment]).outstanding).toBe(0);
});

test("MRC-PAY-2: the parts of a payment count, where it has some", () => {
  const payment = {
    amount: m4(100),
    refunded_amount: 0,
    allocations: [{ amount: m4(30) }, { amount: m4(5) }],
  };
  expect(paymentTotals([payment], m4(100))).toMatchObject({ paid_total: m4(35), outstanding: m4(65) });
});

test("MRC-SHP-1: the first line of which too much is shipped, or which is gone", () => {
  const lines = [line("a", 4), line("b", 1)];
  expect(overshipped(lines, all.shipments)).toBeNull();
  expect(overshipped(lines, [...all.shipments, shipment("a", 1)])).toEqual({
    ...{ line_id: "a", shipped: units(5), ordered: units(4) },
  });
  expect(overshipped(lines, [shipment("gone", 1)])).toMatchObject({ line_id: "gone", ordered: 0 });
});

const anyOrder = fc
  .record({
    customer_id: fc.constantFrom(null, "one", "two"),
    currency: fc.constantFrom("USD", "JPY", "KWD"),
    lines: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: units(50) }),
        gross: fc.integer({ min: 0, max: m4(5000) }),
        tax: fc.integer({ min: 0, max: m4(500) }),
        tax_rate_id: fc.constantFrom(null, "vat"),
        parts: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    off: fc.integer({ min: 0, max: m4(50) }),
    paid: fc.array(fc.integer({ min: 0, max: m4(1000) }), { maxLength: 3 }),
  })
  .map(({ lines, off, paid, ...order }): BookedOrder => {
    const gross = lines.reduce((total, each) => total + each.gross, 0);
    return {
      ...order,
      lines: lines.map(({ parts: _parts, ...each }, i) => ({ ...each, id: `${i}` })),
      shipments: lines.map(({ quantity, parts }, i) => ({
        items: parts.map((part) => ({ line_id: `${i}`, quantity: Math.floor((quantity * part) / 15) })),
      })),
      payments: paid.map((amount) => ({ amount, refunded_amount: 0, allocations: [], place: "bank" })),
      grand_gross: Math.max(gross - off, 0),
      tax_total: lines.reduce((total, each) => total + each.tax, 0),
    };
  });

const minor = { USD: 100, JPY: 1, KWD: 1000 } as const;

test("MRC-ONE-5: with everything shipped the books hold the order's total, however it left", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const shipments = order.lines.map(({ id, quantity }) => ({ items: [{ line_id: id, quantity }] }));
      const gross = booked({ ...order, shipments }).get("gross") ?? 0;
      const factor = minor[order.currency as keyof typeof minor];
      expect(Math.abs(gross - (order.grand_gross * factor) / 10_000)).toBeLessThanOrEqual(0.5);
    }),
    { numRuns: 200 },
  );
});

test("MRC-W-25: changes posted one after another come to what the order is worth at once", () => {
  fc.assert(
    fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 5 }), (states) => {
      const sums = new Map<string, number>();
      const orders = states.map((each) => ({ ...each, currency: "USD" }));
      for (const [i, after] of [...orders, null].entries())
        for (const { customer_id, amounts } of movements(orders[i - 1] ?? null, after))
          for (const [name, amount] of amounts) {
            const key = `${customer_id} ${name}`;
            sums.set(key, (sums.get(key) ?? 0) + amount);
          }
      // All that was posted is taken back in the end, from each customer.
      expect([...sums.values()].filter((amount) => amount !== 0)).toEqual([]);
      const last = orders.at(-1)!;
      expect(bookedChange(new Map(), booked(last))).toEqual(
        new Map([...booked(last)].filter(([, amount]) => amount !== 0)),
      );
    }),
    { numRuns: 200 },
  );
});
