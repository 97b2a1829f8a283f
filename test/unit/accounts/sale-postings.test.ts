import fc from "fast-check";
import { atOnce, availableFrom } from "../../../services/accounts/balances/balances.rules.ts";
import {
  assertBalanced,
  merge,
  type Posting,
  payableChanges,
} from "../../../services/accounts/ledger/postings.rules.ts";
import {
  refundEntries,
  saleEntries,
  voidEntries,
} from "../../../services/accounts/postings/balance-entries.rules.ts";
import {
  consignorDebits,
  type RefundFact,
  refundPostings,
  type SaleFact,
  salePostings,
  voidPostings,
} from "../../../services/accounts/postings/sale-postings.rules.ts";
import { priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import type { SaleInput } from "../../../services/sales/pricing/rules/types.ts";
import { applyRefund, type RefundDecision, refund } from "../../../services/sales/refunds/refund.rules.ts";
import { settle, type Tender } from "../../../services/sales/tenders/settle.rules.ts";
import { allocate } from "../../../shared/money.ts";
import { sale as anySale } from "../sales/arbitrary-sales.ts";
import { amountOff, consigned, own, sale, tax } from "../sales/lines.ts";
import { refundable } from "../sales/refundable.ts";

const dayOf = (today: string) => ({ today, now: `${today}T12:00:00.000Z`, timezone: "UTC" });

const worked = sale(
  [
    consigned(12500, 500_000, { handling_fee: { type: "percentage", percentage_ppm: 100_000 } }),
    own(8000, 3000, { item_id: "item-b" }),
  ],
  {
    taxes: [tax("vat", "inclusive", 250_000)],
    discounts: [amountOff("shared", 2000)],
    payments: [{ type: "cash", amount: 20000 }],
  },
);

function factOf(input: SaleInput, tenders?: Tender[]): SaleFact {
  const priced = priceSale(input);
  const settled = settle({ total: priced.total, payments: input.payments ?? [] });
  const paid = tenders ?? (settled.ok ? settled.tenders : []);
  return { ...priced, register_id: "r1", tenders: paid };
}

function refundFact(
  input: SaleInput,
  decision: Extract<RefundDecision, { ok: true }>,
  restocked = true,
): RefundFact {
  const lines = decision.lines.map((line) => {
    const stored = input.lines[Number(line.line_id.slice("line-".length))]!;
    return {
      ...line,
      inventory_type: stored.inventory_type,
      account_id: stored.account_id ?? null,
      restocked,
    };
  });
  return { register_id: "r1", rounding: decision.rounding, tenders: decision.tenders, lines };
}

const asObject = (postings: Posting[]) =>
  Object.fromEntries(postings.map(({ ledger_account, amount }) => [ledger_account, amount]));

/** Everything of a sale given back at once. */
function refundAll(input: SaleInput, tenders?: Tender[]) {
  const state = refundable(input, tenders);
  const lines = state.lines.map(({ id, quantity }) => ({ line_id: id, quantity }));
  const decision = refund(state, { kind: "units", method: { type: "original" }, lines });
  if (!decision.ok) throw new Error(decision.code);
  return decision;
}

test("6.4 worked postings of the sale of 5.7, paid in cash", () => {
  expect(asObject(salePostings(factOf(worked)).postings)).toEqual({
    "cash:r1": 18500,
    "tax:vat": -3700,
    "payable:A": -3610,
    commission: -5414,
    sales: -5776,
    cogs: 3000,
    "inventory:items": -3000,
  });
});

test("T1 rounding goes to its own account", () => {
  const input = sale([consigned(1998, 500_000)], {
    cash_rounding: 5,
    payments: [{ type: "cash", amount: 2000 }],
  });
  expect(asObject(salePostings(factOf(input)).postings)).toEqual({
    "cash:r1": 2000,
    "payable:A": -999,
    commission: -999,
    rounding: -2,
  });
});

test("T1 a seller who pays with his own balance: one posting for both", () => {
  const tenders: Tender[] = [{ type: "payable", amount: 18500, account_id: "A" }];
  expect(asObject(salePostings(factOf(worked, tenders)).postings)).toMatchObject({ "payable:A": 14890 });
  expect(saleEntries(factOf(worked, tenders), dayOf("2027-03-01"))).toEqual([
    { account_id: "A", type: "sale", amount: 3610, ...atOnce(dayOf("2027-03-01")) },
    { account_id: "A", type: "purchase", amount: -18500, ...atOnce(dayOf("2027-03-01")) },
  ]);
});

test("T3 INV-7 void is the exact reverse", () => {
  const { postings } = salePostings(factOf(worked));
  const reversed = voidPostings({ postings }).postings;
  expect(
    merge([...postings, ...reversed].map(({ ledger_account, amount }) => [ledger_account, amount])),
  ).toEqual([]);
});

test("T4 refund with restock brings every ledger account back to 0", () => {
  const back = refundPostings(refundFact(worked, refundAll(worked))).postings;
  expect(asObject(back)).toEqual({
    "cash:r1": -18500,
    "tax:vat": 3700,
    "payable:A": 3610,
    commission: 5414,
    sales: 5776,
    cogs: -3000,
    "inventory:items": 3000,
  });
});

test("T4 INV-6 the rounding account comes back to 0 as well", () => {
  const input = sale([consigned(999, 500_000, { quantity: 2 })], {
    cash_rounding: 5,
    payments: [{ type: "cash", amount: 2000 }],
  });
  const back = asObject(refundPostings(refundFact(input, refundAll(input))).postings);
  expect(back).toMatchObject({ "cash:r1": -2000, rounding: 2 });
});

test("T4 without restock the cost is written off", () => {
  const back = asObject(refundPostings(refundFact(worked, refundAll(worked), false)).postings);
  expect(back).toMatchObject({ cogs: -3000, stock_adjustment: 3000 });
  expect(back["inventory:items"]).toBeUndefined();
});

test("REF-6 without claw-back goodwill bears what the consignor no longer has", () => {
  const fact = { ...refundFact(worked, refundAll(worked)), refund_clawback: false, recoverable: { A: 1000 } };
  expect(consignorDebits(fact)[0]).toEqual({ payable: 1000, goodwill: 2610 });
  expect(asObject(refundPostings(fact).postings)).toMatchObject({ "payable:A": 1000, goodwill: 2610 });
  const poor = { ...fact, recoverable: { A: -50 } };
  expect(consignorDebits(poor)[0]).toEqual({ payable: 0, goodwill: 3610 });
});

test("REF-5 goodwill of the store posts goodwill only", () => {
  const decision = refund(refundable(worked), {
    kind: "amount",
    method: { type: "original" },
    amount: 500,
    bearer: "store",
    line_id: "line-0",
  });
  if (!decision.ok) throw new Error(decision.code);
  expect(asObject(refundPostings(refundFact(worked, decision)).postings)).toEqual({
    goodwill: 500,
    "cash:r1": -500,
  });
});

test("5.8 a refund within the hold carries the date of the credit, afterwards it counts at once", () => {
  const fact = refundFact(worked, refundAll(worked));
  const dated = { ...fact, lines: fact.lines.map((line) => ({ ...line, payable_on: "2027-03-15" })) };
  const on = (today: string) =>
    refundEntries(dated, dayOf(today)).map(({ amount, available_on }) => [amount, available_on]);
  expect(on("2027-03-10")).toEqual([[-3610, "2027-03-15"]]);
  expect(on("2027-03-15")).toEqual([[-3610, "2027-03-15"]]);
  expect(on("2027-03-20")).toEqual([[-3610, "2027-03-20"]]);
});

test("VOID-1 takes every entry back", () => {
  const entries = saleEntries(factOf(worked), dayOf("2027-03-01")).map((entry) => ({
    ...entry,
    ...availableFrom("2027-03-15", dayOf("2027-03-01")),
  }));
  expect(voidEntries(entries, dayOf("2027-03-02"))).toEqual([
    {
      ...{ account_id: "A", type: "void", amount: -3610 },
      ...{ available_on: "2027-03-15", available_at: "2027-03-15T00:00:00.000Z" },
    },
  ]);
});

/** Tenders of every kind that add up to the total. */
function mixedTenders(input: SaleInput): Tender[] {
  const { total } = priceSale({ ...input, payments: [] });
  const [card, credit, balance, money] = allocate(total, [3, 1, 2, 4]);
  return [
    { type: "card", amount: card! },
    { type: "store_credit", amount: credit!, account_id: "A" },
    { type: "payable", amount: balance!, account_id: "B" },
    { type: "cash", amount: money! },
  ];
}

const perAccount = (changes: readonly { account_id: string; amount: number }[]): Record<string, number> => {
  const totals = merge(changes.map(({ account_id, amount }) => [account_id, amount]));
  return asObject(totals.sort((a, b) => (a.ledger_account < b.ledger_account ? -1 : 1)));
};

test("INV-1 INV-4 any sale balances and its entries are what it posts on payable", () => {
  fc.assert(
    fc.property(anySale, (input) => {
      const fact = factOf({ ...input, payments: [] }, mixedTenders(input));
      const { postings } = salePostings(fact);
      assertBalanced(postings);
      expect(perAccount(saleEntries(fact, dayOf("2027-03-01")))).toEqual(
        perAccount(payableChanges(postings)),
      );
    }),
    { numRuns: 80 },
  );
});

test("INV-6 refunding all in two steps with restock leaves every ledger account as it was", () => {
  fc.assert(
    fc.property(
      anySale,
      fc.integer({ min: 0, max: 1000 }),
      fc.constantFrom("shared", "store"),
      (input, part, bearer) => {
        const unpaid = { ...input, payments: [] };
        const tenders = mixedTenders(input);
        const all = [...salePostings(factOf(unpaid, tenders)).postings];
        let state = refundable(unpaid, tenders);
        const take = (decision: RefundDecision) => {
          if (!decision.ok) throw new Error(decision.code);
          const fact = refundFact(unpaid, decision);
          const { postings } = refundPostings(fact);
          expect(perAccount(refundEntries(fact, dayOf("2027-03-01")))).toEqual(
            perAccount(payableChanges(postings)),
          );
          all.push(...postings);
          state = applyRefund(state, decision);
        };
        const method = { type: "original" as const };
        const amount = Math.floor((state.total * part) / 1000);
        if (amount > 0)
          take(refund(state, { kind: "amount", method, amount, bearer: bearer as "shared" | "store" }));
        const lines = state.lines.map(({ id, quantity }) => ({ line_id: id, quantity }));
        take(refund(state, { kind: "units", method, lines }));
        expect(merge(all.map(({ ledger_account, amount }) => [ledger_account, amount]))).toEqual([]);
      },
    ),
    { numRuns: 80 },
  );
});
