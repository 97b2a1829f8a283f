import {
  availableFrom,
  balancesOf,
  type DatedAmount,
  drawCredit,
  reservePayout,
  runningBalances,
} from "../../../services/accounts/balances/balances.rules.ts";
import { payoutFee, planPayouts } from "../../../services/accounts/payouts/payout-status.rules.ts";
import {
  type BalanceEntryDraft,
  refundEntries,
  saleEntries,
} from "../../../services/accounts/postings/balance-entries.rules.ts";
import { payableOn } from "../../../services/inventory/terms/dates.rules.ts";
import { addDays } from "../../../shared/dates.ts";

const d = (day: number) => addDays("2027-01-01", day);
const noon = (day: number) => `${d(day)}T12:00:00.000Z`;
const dayOf = (day: number) => ({ today: d(day), now: noon(day), timezone: "UTC" });
const line = (amount: number) => ({
  inventory_type: "consignment" as const,
  account_id: "A",
  applied_taxes: [],
  net: amount,
  consignor_portion: amount,
  store_portion: 0,
  cost: 0,
});

const sold = (day: number, amount: number): BalanceEntryDraft[] =>
  saleEntries(
    {
      tenders: [{ type: "cash", amount }],
      cash_rounding_adjustment: 0,
      lines: [{ ...line(amount), payable_on: payableOn(d(day), 14) }],
    },
    dayOf(day),
  );

const refunded = (day: number, soldOn: number, amount: number): BalanceEntryDraft[] =>
  refundEntries(
    {
      tenders: [{ type: "cash", amount }],
      rounding: 0,
      lines: [
        {
          ...line(amount),
          restocked: true,
          goodwill: 0,
          components: { taxes: [], consignor_portion: amount, cost: 0 },
          payable_on: payableOn(d(soldOn), 14),
        },
      ],
    },
    dayOf(day),
  );

test("7 worked timeline", () => {
  const entries: DatedAmount[] = [];
  const at = (day: number) => {
    const { balance, pending_balance, available_balance } = balancesOf(entries, noon(day));
    return [balance, pending_balance, available_balance];
  };
  entries.push(...sold(0, 3610));
  expect(at(0)).toEqual([3610, 3610, 0]);
  expect(at(13)).toEqual([3610, 3610, 0]);
  expect(at(14)).toEqual([3610, 0, 3610]);
  expect(reservePayout(balancesOf(entries, noon(15)).available_balance, 3610)).toEqual({ ok: true });
  entries.push({ amount: -3610, available_at: noon(15) });
  expect(at(15)).toEqual([0, 0, 0]);
  expect(reservePayout(balancesOf(entries, noon(15)).available_balance, 1)).toEqual({
    ok: false,
    code: "insufficient_balance",
    available: 0,
    asked: 1,
  });
  expect(payoutFee({ type: "fixed", fixed: 179 }, 3610)).toBe(179);
  expect(at(16)).toEqual([0, 0, 0]);
  entries.push(...refunded(20, 0, 3610));
  expect(at(20)).toEqual([-3610, 0, -3610]);
  entries.push(...sold(25, 5000));
  expect(at(25)).toEqual([1390, 5000, -3610]);
  expect(at(39)).toEqual([1390, 0, 1390]);
});

test.each([
  ["Pacific/Kiritimati", "2027-01-14T10:00:00.000Z"],
  ["Australia/Sydney", "2027-01-14T13:00:00.000Z"],
  ["Europe/Berlin", "2027-01-14T23:00:00.000Z"],
  ["America/Los_Angeles", "2027-01-15T08:00:00.000Z"],
  ["Pacific/Pago_Pago", "2027-01-15T11:00:00.000Z"],
])("5.8, TIM-2 a share counts from the start of its date in its store: %s", (timezone, from) => {
  const day = { today: d(0), now: `${d(0)}T11:30:00.000Z`, timezone };
  const at = (now: string) => balancesOf([{ amount: 100, ...availableFrom(d(14), day) }], now);
  expect(availableFrom(d(14), day)).toEqual({ available_on: d(14), available_at: from });
  expect(at(new Date(Date.parse(from) - 1).toISOString()).available_balance).toBe(0);
  expect(at(from).available_balance).toBe(100);
  // Of a sale without return days at once, whatever the date is elsewhere.
  expect(availableFrom(d(0), day)).toEqual({ available_on: d(0), available_at: day.now });
});

test("5.8 a piece returned within the hold leaves available untouched", () => {
  const entries = [...sold(0, 3610), ...refunded(7, 0, 3610)];
  expect(balancesOf(entries, noon(7))).toEqual({ balance: 0, pending_balance: 0, available_balance: 0 });
  const kept = [...sold(-20, 500), ...entries];
  expect(balancesOf(kept, noon(7)).available_balance).toBe(500);
});

test.each([
  [300, 500, 800, { ok: true, store_credit: 300, payable: 500 }],
  [300, 500, 200, { ok: true, store_credit: 200, payable: 0 }],
  [300, -500, 300, { ok: true, store_credit: 300, payable: 0 }],
  [300, -500, 301, { ok: false, code: "insufficient_balance", available: 300, asked: 301 }],
])("6.2 store credit %i, available %i: %i", (store_credit, available_balance, asked, expected) => {
  expect(drawCredit({ store_credit, available_balance }, asked)).toEqual(expected);
});

test("INV-4 balance_after is the running sum", () => {
  expect(runningBalances(100, [3610, -3610, -40])).toEqual([3710, 100, 60]);
});

test.each([
  [{ type: "none" as const }, 1000, 0],
  [{ type: "fixed" as const, fixed: 179 }, 100, 100],
  [{ type: "percentage" as const, percentage_ppm: 25_000 }, 3610, 90],
])("BAL-3 fee %j of a payout of %i is %i", (fee, amount, expected) => {
  expect(payoutFee(fee, amount)).toBe(expected);
});

test("PAY-3 the whole available balance, accounts below the minimum are skipped", () => {
  const accounts = [
    { account_id: "A", available_balance: 500 },
    { account_id: "B", available_balance: 499 },
    { account_id: "C", available_balance: 0 },
    { account_id: "D", available_balance: -5 },
  ];
  expect(planPayouts(accounts, 500).map(({ result }) => result)).toEqual([
    "pay",
    "skipped",
    "skipped",
    "skipped",
  ]);
  expect(planPayouts(accounts, 0)).toEqual([
    { account_id: "A", result: "pay", amount: 500 },
    { account_id: "B", result: "pay", amount: 499 },
    { account_id: "C", result: "skipped", available_balance: 0 },
    { account_id: "D", result: "skipped", available_balance: -5 },
  ]);
});
