/** Statements: periods, movements and sums of balance entries (INV-4). */
import fc from "fast-check";
import { MOST_EXPLAINED } from "../../../services/accounts/statements/declarations.ts";
import { explainMovements } from "../../../services/accounts/statements/explain-movements.ts";
import {
  type DatedEntry,
  monthsOf,
  movementsOf,
  periodOf,
  type SoldLine,
  statementOf,
} from "../../../services/accounts/statements/statement.rules.ts";
import { partsBySize } from "../../../services/accounts/statements/statement-notes.rules.ts";
import { statementRows } from "../../../services/accounts/statements/statement-rows.rules.ts";
import { wordsIn } from "../../../shared/papers/words.ts";

const today = "2027-03-15";
const words = wordsIn("en");
const head = {
  account_id: "a",
  account_number: "1",
  currency: "USD",
  from: "2027-01-01",
  to: today,
  year: null,
};

test.each([
  [{}, { from: "2027-03-01", to: today }],
  [{ to: "2027-02-10" }, { from: "2027-02-01", to: "2027-02-10" }],
  [{ from: "2026-12-31" }, { from: "2026-12-31", to: today }],
  [{ from: "2027-04-01" }, { from: "2027-04-01", to: "2027-04-01" }],
  [{ year: 2026 }, { from: "2026-01-01", to: "2026-12-31" }],
  [{ from: "2027-03-02", to: "2027-03-01" }, { field: "to" }],
  [{ year: 2026, to: "2027-03-01" }, { field: "year" }],
])("the period of %j", (asked, period) => {
  expect(periodOf(asked, today)).toMatchObject(period);
});

const entry = (more: Partial<DatedEntry>): DatedEntry => ({
  ...{ type: "sale", ref: { kind: "sale", id: "s1" }, memo: null, amount: 100, seq: 1 },
  ...{ journal_id: "j1", date: "2027-03-01" },
  ...more,
});
const line = (more: Partial<SoldLine>): SoldLine => ({
  ...{ of_id: "s1", line_id: "l1", sale_number: "000001", sku: "A", title: "Coat", quantity: 1 },
  ...{ price: 200, fees: 10, share: 100 },
  ...more,
});

test("entries of a sale for several dates of payment are one movement; what the same sale spent is another", () => {
  const entries = [
    entry({ amount: 60 }),
    entry({ amount: 40, seq: 2 }),
    entry({ type: "purchase", amount: -30, seq: 3 }),
  ];
  const lines = new Map([["s1", [line({})]]]);
  expect(movementsOf(5, entries, lines)).toMatchObject([
    { type: "sale", amount: 100, balance: 105, lines: [{ title: "Coat", share: 100 }] },
    { type: "purchase", amount: -30, balance: 75, lines: [] },
  ]);
});

test("the lines of a voided sale go back; the dates of stores come before the order of entry", () => {
  const entries = [
    entry({ date: "2027-03-02", seq: 1 }),
    entry({ date: "2027-03-01", seq: 2, journal_id: "j2", type: "void", amount: -100 }),
  ];
  const lines = new Map([["s1", [line({})]]]);
  const [voided, sold] = movementsOf(0, entries, lines);
  expect(voided).toMatchObject({
    type: "void",
    balance: -100,
    lines: [{ quantity: -1, price: -200, share: -100 }],
  });
  expect(sold).toMatchObject({ type: "sale", balance: 0 });
});

test("a refund of which the store bore a part has a row of its own, above its lines (REF-6)", () => {
  const refund = entry({ type: "refund", ref: { kind: "refund", id: "r1" }, amount: -40 });
  const lines = new Map([["r1", [line({ of_id: "r1", quantity: -1, price: -200, share: -100 })]]]);
  const rows = statementRows(statementOf(head, 40, [refund], lines), words);
  expect(rows.slice(1, -1)).toMatchObject([
    { kind: "Refund", document: "000001", amount: -40, balance: 0 },
    { text: "Coat", price: -200, amount: null, balance: null },
  ]);
});

test.each([
  [[], []],
  [["1", "1", "1"], [["1", "1", "1"]]],
  [
    ["1", "2", "1"],
    [["1", "2"], ["1"]],
  ],
  [
    ["5", "0", "0", "0", "0", "1"],
    [["5"], ["0", "0", "0"], ["0", "1"]],
  ],
])("sales of %j lines are explained in parts of at most 3 lines: %j", (ids, parts) => {
  expect(partsBySize(ids, Number, 3)).toEqual(parts);
});

test("more lines than a paper explains are refused by name, before anything is read", async () => {
  const lines = new Map([["s1", Array.from({ length: MOST_EXPLAINED + 1 }, () => line({}))]]);
  const loaded = { statement: statementOf(head, 0, [entry({})], lines), entries: [], lines };
  await expect(
    explainMovements(undefined as never, undefined as never, loaded as never, "en"),
  ).rejects.toMatchObject({ data: { errors: [{ pointer: expect.stringContaining("explanations") }] } });
});

const types = ["sale", "refund", "void", "payout", "fee", "purchase", "adjustment", "opening"] as const;
const anyEntry = fc.record({
  type: fc.constantFrom(...types),
  amount: fc.integer({ min: -(10 ** 10), max: 10 ** 10 }),
  day: fc.integer({ min: 1, max: 28 }),
  month: fc.integer({ min: 1, max: 12 }),
  journal: fc.integer({ min: 1, max: 9 }),
});

test("opening balance, movements, months and totals agree with the entries, whatever they are", () => {
  fc.assert(
    fc.property(
      fc.array(anyEntry, { maxLength: 40 }),
      fc.integer({ min: -5000, max: 5000 }),
      (some, opening) => {
        const entries = some.map(({ type, amount, day, month, journal }, i) => {
          // A journal has one date.
          const date = `2027-${String(((month + journal) % 12) + 1).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
          return entry({ type, amount, date, seq: i + 1, journal_id: `${journal} ${date}` });
        });
        const made = statementOf(head, opening, entries, new Map());
        const sum = entries.reduce((all, { amount }) => all + amount, 0);
        expect(made.closing_balance).toBe(opening + sum);
        expect(made.movements.at(-1)?.balance ?? opening).toBe(made.closing_balance);
        const { sales, refunds, payouts, other } = made.totals;
        expect(sales + refunds + payouts + other).toBe(sum);
        const months = monthsOf(made.movements);
        expect(
          months.reduce((all, each) => all + each.sales + each.refunds + each.payouts + each.other, 0),
        ).toBe(sum);
        expect(months.at(-1)?.closing_balance ?? opening).toBe(made.closing_balance);
        const rows = statementRows(made, words);
        expect(rows.slice(1, -1).reduce((all, { amount }) => all + (amount ?? 0), 0)).toBe(sum);
      },
    ),
    { seed: 17, numRuns: 300 },
  );
});
