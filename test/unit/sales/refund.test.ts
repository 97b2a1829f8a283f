import fc from "fast-check";
import { priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import {
  applyRefund,
  type RefundableSale,
  type RefundDecision,
  type RefundRequest,
  refund,
} from "../../../services/sales/refunds/refund.rules.ts";
import { sum } from "../../../shared/money.ts";
import { sale as anySale } from "./arbitrary-sales.ts";
import { consigned, own, sale, tax } from "./lines.ts";
import { refundable } from "./refundable.ts";

const original = { type: "original" as const };
const units = (quantity: number, line_id = "line-0"): RefundRequest => ({
  kind: "units",
  method: original,
  lines: [{ line_id, quantity }],
});
const goodwill = (amount: number, bearer: "shared" | "store" = "shared"): RefundRequest => ({
  kind: "amount",
  method: original,
  amount,
  bearer,
});

function accept(decision: RefundDecision): Extract<RefundDecision, { ok: true }> {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision)}`);
  return decision;
}

/** Applies requests one after the other. */
function run(start: RefundableSale, requests: RefundRequest[]) {
  let state = start;
  const decisions = requests.map((request) => {
    const decision = accept(refund(state, request));
    state = applyRefund(state, decision);
    return decision;
  });
  return { state, decisions };
}

const three = refundable(
  sale([consigned(3333, 500_000, { quantity: 3 })], { taxes: [tax("t", "exclusive", 88_750)] }),
);

test("REF-1 3 × 33.33 at 50 % + 8.875 %: units 1, 2, 3", () => {
  const { decisions } = run(three, [units(1), units(1), units(1)]);
  const of = (read: (line: (typeof decisions)[0]["lines"][0]) => number) =>
    decisions.map(({ lines }) => read(lines[0]!));
  expect(of((line) => line.components.taxes[0]!.amount)).toEqual([296, 295, 296]);
  expect(of((line) => line.components.consignor_portion)).toEqual([1667, 1666, 1667]);
  expect(of((line) => line.store_portion)).toEqual([1666, 1667, 1666]);
  expect(decisions.map(({ amount }) => amount)).toEqual([3629, 3628, 3629]);
});

test("REF-1 two units at once are what one and one are", () => {
  const { decisions } = run(three, [units(2), units(1)]);
  expect(decisions[0]!.lines[0]).toMatchObject({ store_portion: 3333, net: 6666 });
  expect(decisions[0]!.lines[0]!.components).toMatchObject({ consignor_portion: 3333 });
  expect(decisions.map(({ amount }) => amount)).toEqual([7257, 3629]);
});

test("REF-3 no more than was sold, no more than was paid", () => {
  const { state } = run(three, [units(2)]);
  expect(refund(state, units(2))).toEqual({
    ok: false,
    code: "already_refunded",
    unit: "units",
    line_id: "line-0",
    left: 1,
  });
  expect(refund(state, goodwill(3630))).toEqual({
    ok: false,
    code: "already_refunded",
    unit: "amount",
    left: 3629,
  });
});

test("refuses what is not a refund", () => {
  expect(refund({ ...three, status: "open" }, units(1))).toMatchObject({ code: "invalid_transition" });
  expect(refund(three, units(1, "nothing"))).toEqual({
    ok: false,
    code: "reference_not_found",
    line_id: "nothing",
  });
  expect(refund(three, units(0))).toMatchObject({ code: "validation_failed", reason: "not_positive" });
  expect(refund(three, goodwill(0))).toMatchObject({ reason: "not_positive" });
  const twice = { line_id: "line-0", quantity: 1 };
  expect(refund(three, { kind: "units", method: original, lines: [twice, twice] })).toMatchObject({
    reason: "duplicate_line",
  });
  expect(refund(three, { kind: "units", method: original, lines: [] })).toMatchObject({ reason: "no_lines" });
});

test("REF-5 shared goodwill reverses taxes and both portions by allocate", () => {
  // 1000 over tax 887, C 5000, S 4999 is 81.48, 459.30, 459.21: the odd unit goes to the tax
  const [decision] = run(three, [goodwill(1000)]).decisions;
  const [line] = decision!.lines;
  expect(line).toMatchObject({ quantity: 0, amount: 1000, goodwill: 0, net: 918, store_portion: 459 });
  expect(line!.components).toMatchObject({ consignor_portion: 459, price_paid: 918, cost: 0 });
  expect(line!.components.taxes[0]!.amount).toBe(82);
});

test("REF-5 store goodwill touches no component; later units give at most what is left", () => {
  const { decisions } = run(three, [goodwill(6000, "store"), units(2), units(1)]);
  expect(decisions.map(({ amount }) => amount)).toEqual([6000, 4886, 0]);
  expect(decisions.map(({ lines }) => lines[0]!.goodwill)).toEqual([6000, -2371, -3629]);
  expect(decisions[0]!.lines[0]!.components.consignor_portion).toBe(0);
  expect(sum(decisions.map(({ lines }) => lines[0]!.components.consignor_portion))).toBe(5000);
});

test("REF-5 after a shared goodwill the last unit gives back exactly what is left", () => {
  const { decisions } = run(three, [goodwill(5000), units(2), units(1)]);
  expect(decisions.map(({ amount }) => amount)).toEqual([5000, 5886, 0]);
  expect(sum(decisions.map(({ lines }) => lines[0]!.store_portion))).toBe(4999);
});

test("REF-5 where the store subsidised the line, both parts shrink together", () => {
  const subsidised = refundable(
    sale([
      consigned(10000, 800_000, {
        discounts: [{ id: "d", bearer: "store", value_type: "fixed", value: 3000 }],
      }),
    ]),
  );
  const [line] = run(subsidised, [goodwill(3500)]).decisions[0]!.lines;
  expect(line).toMatchObject({ net: 3500, store_portion: -500 });
  expect(line!.components.consignor_portion).toBe(4000);
});

test("REF-5 goodwill where taxes rounded one by one leave a net below 0", () => {
  const taxes = ["a", "b", "c", "d"].map((id) => tax(id, "inclusive", 1_000_000));
  const discounts = [{ id: "d", bearer: "store" as const, value_type: "fixed" as const, value: 1 }];
  const start = refundable(sale([consigned(2, 500_000, { quantity: 3, discounts })], { taxes }));
  // price paid 5 = net 1 + four taxes of 1; the first unit gives back 2 and no tax, which leaves 3 and four taxes
  const { decisions, state } = run(start, [units(1), goodwill(1), units(2)]);
  expect(decisions.map(({ amount }) => amount)).toEqual([2, 1, 2]);
  expect(state.lines[0]!.refunded).toMatchObject({ price_paid: 5, consignor_portion: 1 });
  expect(state.lines[0]!.refunded!.taxes.map((one) => one.amount)).toEqual([1, 1, 1, 1]);
});

const mixed = refundable(sale([own(10000, 4000)]), [
  { type: "store_credit", amount: 3000, account_id: "A" },
  { type: "card", amount: 5000 },
  { type: "cash", amount: 2000 },
]);

test("REF-7 original: the tenders in reverse order of use", () => {
  const { decisions } = run(mixed, [goodwill(2500), goodwill(5000), units(1)]);
  expect(decisions.map(({ tenders }) => tenders.map(({ type, amount }) => [type, amount]))).toEqual([
    [
      ["cash", 2000],
      ["card", 500],
    ],
    [
      ["card", 4500],
      ["store_credit", 500],
    ],
    [["store_credit", 2500]],
  ]);
});

test("REF-7 cash above the original cash part needs the override scope", () => {
  const request = { ...goodwill(2001), method: { type: "cash" as const } };
  expect(refund(mixed, request)).toEqual({
    ok: false,
    code: "forbidden",
    scope: "write:refund_override",
    original_cash: 2000,
  });
  expect(accept(refund(mixed, { ...request, may_override: true })).tenders).toMatchObject([
    { type: "cash", amount: 2000, tender_index: 2 },
    { type: "cash", amount: 1, tender_index: null },
  ]);
  expect(refund(mixed, { ...goodwill(2000), method: { type: "cash" } }).ok).toBe(true);
});

test("REF-7 another method is taken as asked", () => {
  const method = { type: "store_credit" as const, account_id: "B" };
  expect(accept(refund(mixed, { ...goodwill(400), method })).tenders).toEqual([
    { type: "store_credit", account_id: "B", amount: 400, tender_index: null },
  ]);
});

test("INV-6 the rounding of a cash sale is given back with the goods", () => {
  const rounded = refundable(
    sale([consigned(999, 500_000, { quantity: 2 })], {
      cash_rounding: 5,
      payments: [{ type: "cash", amount: 2000 }],
    }),
  );
  expect(rounded.cash_rounding_adjustment).toBe(2);
  const { decisions } = run(rounded, [units(1), units(1)]);
  expect(decisions.map(({ amount, rounding }) => [amount, rounding])).toEqual([
    [1000, 1],
    [1000, 1],
  ]);
});

test.each([
  [
    "cash last",
    ["card", "cash"],
    [
      [502, 2],
      [883, 0],
    ],
  ],
  [
    "cash first",
    ["cash", "card"],
    [
      [500, 0],
      [885, 2],
    ],
  ],
] as const)("TAX-6, REF-7 the rounding of a mixed sale goes back with its cash: %s", (_name, order, back) => {
  const amounts = { card: 1000, cash: 385 };
  const payments = order.map((type) => ({ type, amount: amounts[type] }));
  const lines = [consigned(500, 500_000), consigned(883, 500_000)];
  const mixed = refundable(sale(lines, { cash_rounding: 5, payments }));
  expect(mixed).toMatchObject({ total: 1385, cash_rounding_adjustment: 2 });
  const { decisions, state } = run(mixed, [units(1, "line-0"), units(1, "line-1")]);
  expect(decisions.map(({ amount, rounding }) => [amount, rounding])).toEqual(back);
  for (const tender of state.tenders) expect(tender.refunded).toBe(tender.amount);
});

/** A step: which line, how many of its remaining units, or how much goodwill (both as a part of what is left). */
const step = fc.record({
  line: fc.nat(49),
  part: fc.integer({ min: 1, max: 1000 }),
  kind: fc.constantFrom("units", "units", "shared", "store"),
  /** What the refund may pay of other goods (EXC-1). */
  exchange_up_to: fc.constantFrom(0, 0, 1, 700, 10 ** 13),
});

/** Turns a step into a request that the sale can still answer, if there is one. */
function requestOf(
  state: RefundableSale,
  { line, part, kind }: { line: number; part: number; kind: string },
) {
  const chosen = state.lines[line % state.lines.length]!;
  if (kind === "units") {
    const left = chosen.quantity - chosen.refunded_quantity;
    return left === 0 ? null : units(Math.ceil((left * part) / 1000), chosen.id);
  }
  const left = Math.min(chosen.taxed_price - chosen.refunded_amount, state.total - state.refunded_amount);
  const amount = Math.floor((left * part) / 1000);
  const bearer = kind as "shared" | "store";
  return amount < 1 ? null : { ...goodwill(amount, bearer), line_id: chosen.id };
}

test("EXC-1, EXC-3 what pays for other goods is no money, and goes back the way it came", () => {
  const payments = [
    { type: "exchange" as const, amount: 600, paid_by: "card" as const },
    { type: "cash" as const, amount: 400 },
  ];
  const paid = refundable(sale([own(1000, 0, { quantity: 2 })]), [
    ...payments,
    { type: "check", amount: 1000 },
  ]);
  const all = { ...units(2), exchange_up_to: 1300 };
  expect(accept(refund(paid, all))).toMatchObject({
    amount: 2000,
    tenders: [{ type: "check", amount: 700 }],
    exchanged: [
      { type: "check", amount: 300 },
      { type: "cash", amount: 400 },
      { type: "card", amount: 600 },
    ],
  });
  const { decisions, state } = run(paid, [
    { ...units(1), exchange_up_to: 10_000 },
    { ...units(1), method: { type: "card" } },
  ]);
  expect(decisions[0]).toMatchObject({ tenders: [], exchanged: [{ type: "check", amount: 1000 }] });
  expect(decisions[1]).toMatchObject({
    tenders: [
      { type: "card", amount: 600, tender_index: 0 },
      { type: "card", amount: 400, tender_index: null },
    ],
    exchanged: [],
  });
  expect(state.tenders.map(({ refunded }) => refunded)).toEqual([600, 0, 1000]);
});

test("INV-6 after refunding everything in any grouping every component nets to 0", () => {
  fc.assert(
    fc.property(
      anySale,
      fc.nat(1000),
      fc.array(step, { maxLength: 150, size: "max" }),
      (input, part, steps) => {
        // Some of it by card, the rest in cash.
        const { total } = priceSale({ ...input, payments: [] });
        const card = { type: "card" as const, amount: Math.floor((total * part) / 1000) };
        const payments = [card, { type: "cash" as const, amount: 9 * 10 ** 14 }];
        let state = refundable({ ...input, payments: card.amount > 0 ? payments : payments.slice(1) });
        const start = state;
        const decisions: ReturnType<typeof accept>[] = [];
        const take = (request: RefundRequest | null) => {
          if (!request) return;
          const decision = accept(refund(state, request));
          expect(decision.amount).toBeGreaterThanOrEqual(0);
          const exchanged = sum(decision.exchanged.map(({ amount }) => amount));
          expect(exchanged).toBe(Math.min(decision.amount, request.exchange_up_to ?? 0));
          expect(exchanged + sum(decision.tenders.map(({ amount }) => amount))).toBe(decision.amount);
          decisions.push(decision);
          state = applyRefund(state, decision);
        };
        for (const { exchange_up_to, ...one } of steps) {
          const request = requestOf(state, one);
          take(request && { ...request, exchange_up_to });
        }
        for (const index of state.lines.keys())
          take(requestOf(state, { line: index, part: 1000, kind: "units" }));
        expect(state.refunded_amount).toBe(start.total);
        expect(state.rounding_refunded).toBe(start.cash_rounding_adjustment);
        for (const tender of state.tenders) expect(tender.refunded).toBe(tender.amount);
        expectLinesGone(start, state, decisions);
      },
    ),
    { numRuns: 120 },
  );
});

function expectLinesGone(
  start: RefundableSale,
  end: RefundableSale,
  decisions: Extract<RefundDecision, { ok: true }>[],
): void {
  for (const [index, line] of end.lines.entries()) {
    const stored = start.lines[index]!;
    const gone = line.refunded!;
    for (const field of ["price_paid", "consignor_portion", "handling_fee", "card_fees", "cost"] as const) {
      expect(gone[field]).toBe(stored[field]);
    }
    expect(gone.taxes.map((t) => t.amount)).toEqual(stored.applied_taxes.map((t) => t.amount));
    expect(gone.discounts.map((d) => d.amount)).toEqual(stored.applied_discounts.map((d) => d.amount));
    const back = decisions.flatMap(({ lines }) => lines.filter(({ line_id }) => line_id === line.id));
    expect(sum(back.map(({ goodwill }) => goodwill))).toBe(0);
    expect(line.refunded_amount).toBe(stored.taxed_price);
  }
}
