import { settle } from "../../../services/sales/tenders/settle.rules.ts";

const balances = { store_credit: { A: 300 }, available_balance: { A: 500, N: -20 }, gift_card: { g: 100 } };

test("TOT-1 cash posts net of change", () => {
  expect(
    settle({
      total: 18500,
      payments: [
        { type: "card", amount: 10000 },
        { type: "cash", amount: 10000 },
      ],
    }),
  ).toEqual({
    ok: true,
    change: 1500,
    tenders: [
      { type: "card", amount: 10000 },
      { type: "cash", amount: 8500 },
    ],
  });
});

test("TOT-1 change comes out of the last cash payment first and a payment given back whole disappears", () => {
  const payments = [
    { type: "cash" as const, amount: 1000 },
    { type: "cash" as const, amount: 200 },
  ];
  expect(settle({ total: 900, payments })).toEqual({
    ok: true,
    change: 300,
    tenders: [{ type: "cash", amount: 900 }],
  });
});

test("TOT-1 payments must cover the total", () => {
  expect(settle({ total: 100, payments: [{ type: "cash", amount: 99 }] })).toEqual({
    ok: false,
    code: "insufficient_payment",
    total: 100,
    paid: 99,
    due: 1,
  });
  expect(settle({ total: 0, payments: [] })).toEqual({ ok: true, change: 0, tenders: [] });
});

test("TOT-1 no change from anything but cash", () => {
  const payments = [
    { type: "card" as const, amount: 120 },
    { type: "cash" as const, amount: 10 },
  ];
  expect(settle({ total: 100, payments })).toEqual({
    ok: false,
    code: "change_exceeds_cash",
    change: 30,
    cash: 10,
  });
});

test("6.2 store credit first, then the consignor's available balance", () => {
  const payments = [
    { type: "store_credit" as const, amount: 250, account_id: "A" },
    { type: "store_credit" as const, amount: 550, account_id: "A" },
  ];
  expect(settle({ total: 800, payments, balances })).toEqual({
    ok: true,
    change: 0,
    tenders: [
      { type: "store_credit", amount: 250, account_id: "A" },
      { type: "store_credit", amount: 50, account_id: "A" },
      { type: "payable", amount: 500, account_id: "A" },
    ],
  });
});

test.each([
  ["store_credit" as const, { account_id: "A" }, 801, 800],
  ["store_credit" as const, { account_id: "N" }, 1, 0],
  ["store_credit" as const, { account_id: "unknown" }, 1, 0],
  ["gift_card" as const, { gift_card_id: "g" }, 101, 100],
])("TOT-1 %s %j cannot give %i", (type, id, amount, available) => {
  expect(settle({ total: amount, payments: [{ type, amount, ...id }], balances })).toEqual({
    ok: false,
    code: "insufficient_balance",
    payment_index: 0,
    available,
    asked: amount,
  });
});

test("TOT-1 two payments cannot draw the same gift card twice", () => {
  const half = { type: "gift_card" as const, amount: 60, gift_card_id: "g" };
  expect(settle({ total: 120, payments: [half, half], balances })).toMatchObject({
    ok: false,
    payment_index: 1,
    available: 40,
  });
});
