import {
  adjustmentPostings,
  feePostings,
} from "../../../services/accounts/adjustments/adjustment-postings.rules.ts";
import {
  compensationPostings,
  itemCostPostings,
} from "../../../services/accounts/goods/item-postings.rules.ts";
import { tenderAccount } from "../../../services/accounts/ledger/ledger-accounts.rules.ts";
import {
  assertBalanced,
  balanceOn,
  type JournalDraft,
  journal,
  merge,
  payableChanges,
  reverse,
} from "../../../services/accounts/ledger/postings.rules.ts";
import {
  payoutCompletedPostings,
  payoutReleasedPostings,
  payoutRequestedPostings,
  payoutReversedPostings,
} from "../../../services/accounts/payouts/payout-postings.rules.ts";
import {
  chargePostings,
  contractRefundPostings,
  transferPostings,
  transferReversedPostings,
} from "../../../services/accounts/postings/contract-postings.rules.ts";

/** `{cash:main: 500, fees: -500}` reads better than a list. */
const asObject = ({ postings }: JournalDraft): Record<string, number> =>
  Object.fromEntries(postings.map(({ ledger_account, amount }) => [ledger_account, amount]));

test("INV-1 LED-1 a journal must sum to 0 and have no posting of 0", () => {
  expect(() => assertBalanced([{ ledger_account: "cash:main", amount: 1 }])).toThrow("off by 1");
  expect(() => assertBalanced([{ ledger_account: "cash:main", amount: 0 }])).toThrow();
  expect(() => assertBalanced([{ ledger_account: "cash:main", amount: 0.5 }])).toThrow();
  expect(() => journal("x", [["a", 5]])).toThrow();
  expect(journal("x", []).postings).toEqual([]);
});

test("postings on the same ledger account are merged and those that come to 0 left out", () => {
  const merged = merge([
    ["a", 5],
    ["b", -3],
    ["a", -2],
    ["c", 4],
    ["c", -4],
    ["b", 0],
  ]);
  expect(merged).toEqual([
    { ledger_account: "a", amount: 3 },
    { ledger_account: "b", amount: -3 },
  ]);
});

test("LED-4 a reversal has exactly negated postings", () => {
  const { postings } = feePostings({ account_id: "A", amount: 500, kind: "fee" });
  expect(reverse(postings)).toEqual([
    { ledger_account: "payable:A", amount: -500 },
    { ledger_account: "fees", amount: 500 },
  ]);
  expect(balanceOn("fees", [...postings, ...reverse(postings)])).toBe(0);
});

const payout = { account_id: "A", amount: 3610, fee: 179 };

test.each<[string, JournalDraft, Record<string, number>]>([
  ["T5 fee", feePostings({ account_id: "A", amount: 500, kind: "fee" }), { "payable:A": 500, fees: -500 }],
  ["T5 adjustment−", adjustmentPostings({ account_id: "A", amount: -500 }), { fees: -500, "payable:A": 500 }],
  [
    "BAL-1 adjustment+",
    adjustmentPostings({ account_id: "A", amount: 500 }),
    { goodwill: 500, "payable:A": -500 },
  ],
  ["T6", payoutRequestedPostings(payout), { "payable:A": 3610, "payout_pending:A": -3610 }],
  [
    "T7 cash",
    payoutCompletedPostings({ ...payout, method: "cash", register_id: "r1" }),
    { "payout_pending:A": 3610, "cash:r1": -3431, fees: -179 },
  ],
  [
    "T7 bank",
    payoutCompletedPostings({ ...payout, method: "bank", fee: 0 }),
    { "payout_pending:A": 3610, bank: -3610 },
  ],
  [
    "T7 store credit",
    payoutCompletedPostings({ ...payout, method: "store_credit", fee: 0 }),
    { "payout_pending:A": 3610, "store_credit:A": -3610 },
  ],
  ["T8", payoutReleasedPostings(payout), { "payout_pending:A": 3610, "payable:A": -3610 }],
  [
    "T9",
    payoutReversedPostings({ ...payout, method: "check" }),
    { bank: 3431, fees: 179, "payable:A": -3610 },
  ],
  [
    "T10 bought from an account",
    itemCostPostings({ account_id: "A", cause: "purchase", change: 3000 }),
    { "inventory:items": 3000, "payable:A": -3000 },
  ],
  [
    "T10 given back to it",
    itemCostPostings({ account_id: "A", cause: "purchase", change: -3000 }),
    { "inventory:items": -3000, "payable:A": 3000 },
  ],
  [
    "T10 from before the books",
    itemCostPostings({ cause: "purchase", change: 3000 }),
    { "inventory:items": 3000, opening: -3000 },
  ],
  [
    "T18 lost",
    itemCostPostings({ cause: "adjustment", change: -700 }),
    { "inventory:items": -700, stock_adjustment: 700 },
  ],
  ["T11", compensationPostings({ account_id: "A", amount: 700 }), { compensation: 700, "payable:A": -700 }],
  [
    "T19 fee passed on",
    chargePostings({
      provider: "p",
      amount: 9856,
      processor_fee: 316,
      processor_fee_recovered: 316,
      fees: 540,
      sellers: [{ user_id: "s", amount: 9000 }],
    }),
    { "processor:p": 9540, "seller_payable:s": -9000, fees: -540 },
  ],
  [
    "T19 provider took more than agreed",
    chargePostings({
      provider: "p",
      amount: 9856,
      processor_fee: 320,
      processor_fee_recovered: 316,
      fees: 540,
      sellers: [{ user_id: "s", amount: 9000 }],
    }),
    { "processor:p": 9536, processor_fees: 4, "seller_payable:s": -9000, fees: -540 },
  ],
  [
    "T20",
    transferPostings({ provider: "p", user_id: "s", amount: 9000 }),
    { "seller_payable:s": 9000, "processor:p": -9000 },
  ],
  [
    "T20 reversed",
    transferReversedPostings({ provider: "p", user_id: "s", amount: 400 }),
    { "processor:p": 400, "seller_payable:s": -400 },
  ],
  [
    "CON-11 refund",
    contractRefundPostings({
      provider: "p",
      amount: 1000,
      sellers: [{ user_id: "s", amount: 913 }],
      fees: 55,
      borne_by_platform: 32,
    }),
    { "seller_payable:s": 913, fees: 55, processor_fees: 32, "processor:p": -1000 },
  ],
])("6.3 %s", (_, draft, expected) => {
  expect(asObject(draft)).toEqual(expected);
  assertBalanced(draft.postings);
});

test("a charge that does not add up never becomes a journal", () => {
  expect(() =>
    chargePostings({
      provider: "p",
      amount: 100,
      processor_fee: 0,
      processor_fee_recovered: 0,
      fees: 0,
      sellers: [{ user_id: "s", amount: 99 }],
    }),
  ).toThrow("off by");
});

test.each([
  [{ type: "cash" as const, amount: 1 }, "cash:r1"],
  [{ type: "card" as const, amount: 1 }, "card_clearing"],
  [{ type: "check" as const, amount: 1 }, "bank"],
  [{ type: "external" as const, amount: 1 }, "processor:external"],
  [{ type: "store_credit" as const, amount: 1, account_id: "A" }, "store_credit:A"],
  [{ type: "payable" as const, amount: 1, account_id: "A" }, "payable:A"],
  [{ type: "gift_card" as const, amount: 1, gift_card_id: "g" }, "gift_card:g"],
])("T1 tender %j lies on %s", (tender, ledger_account) => {
  expect(tenderAccount(tender, "r1")).toBe(ledger_account);
});

test("a tender that draws on somebody names him", () => {
  expect(() => tenderAccount({ type: "store_credit", amount: 1 })).toThrow("names nobody");
});

test("6.2 the balance is −Σ postings on payable", () => {
  const { postings } = payoutRequestedPostings(payout);
  expect(payableChanges(postings)).toEqual([{ account_id: "A", amount: -3610 }]);
});
