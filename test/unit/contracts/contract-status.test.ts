import {
  contractStatuses,
  isOverdue,
  mayChange,
  mayPay,
  moveContract,
  statusByPayments,
  statusByRefunds,
} from "../../../services/contracts/contracts/contract-status.rules.ts";

const allowed = [
  "draft open",
  "draft deleted",
  "open partially_paid",
  "open paid",
  "open void",
  "partially_paid paid",
  "paid settled",
  "paid refunded",
  "settled refunded",
];

test.each(contractStatuses.flatMap((from) => contractStatuses.map((to) => [from, to] as const)))(
  "4.10 STM-1 STM-2 %s → %s",
  (from, to) => {
    const result = moveContract(from, to);
    expect(result.ok).toBe(from === to || allowed.includes(`${from} ${to}`));
    if (result.ok) expect(result.changed).toBe(from !== to);
  },
);

test.each([
  ["open", [0, 0], "open"],
  ["open", [50, 0], "partially_paid"],
  ["open", [100, 100], "paid"],
  ["partially_paid", [100, 99], "partially_paid"],
  ["partially_paid", [100, 100], "paid"],
  ["draft", [100, 100], "draft"],
] as const)("4.10 %s with %j of 100 paid is %s", (status, paid, expected) => {
  expect(
    statusByPayments(
      status,
      paid.map((amount) => ({ due: 100, paid: amount })),
    ),
  ).toBe(expected);
});

test.each([
  ["paid", [0, 0], "paid", false],
  ["settled", [10, 0], "settled", true],
  ["settled", [100, 100], "refunded", false],
] as const)("4.10 %s with %j of 100 refunded is %s", (status, refunded, expected, partially_refunded) => {
  const buyers = refunded.map((amount) => ({ paid: 100, refunded: amount }));
  expect(statusByRefunds(status, buyers)).toEqual({ status: expected, partially_refunded });
});

const due_at = "2027-03-01T00:00:00.000Z";

test.each([
  ["open", "2027-03-01T00:00:00.001Z", true],
  ["partially_paid", "2027-03-02T00:00:00.000Z", true],
  ["open", due_at, false],
  ["paid", "2028-01-01T00:00:00.000Z", false],
  ["draft", "2028-01-01T00:00:00.000Z", false],
] as const)("4.10 overdue is derived: %s at %s: %s", (status, now, expected) => {
  expect(isOverdue({ status, due_at }, now)).toBe(expected);
  expect(isOverdue({ status, due_at: null }, now)).toBe(false);
});

test("CON-1 changes in draft, and in open while nothing is paid", () => {
  const free = [{ paid: 0 }];
  expect(mayChange({ status: "draft", buyers: free, pending: [] })).toEqual({
    ok: true,
    needs_resend: false,
  });
  expect(mayChange({ status: "open", buyers: free, pending: [] })).toEqual({ ok: true, needs_resend: true });
  expect(mayChange({ status: "open", buyers: [{ paid: 1 }], pending: [] })).toEqual({
    ok: false,
    code: "locked",
    status: "open",
  });
  // A buyer who is being charged pays for these terms.
  expect(mayChange({ status: "open", buyers: free, pending: [{}] })).toMatchObject({ code: "locked" });
  expect(mayChange({ status: "paid", buyers: free, pending: [] })).toMatchObject({ code: "locked" });
});

test("CON-1 a payment carries the version that was sent last", () => {
  const sent = { status: "open" as const, sent_version: 3, terms_version: 3 };
  expect(mayPay(sent, { version: 3 })).toEqual({ ok: true });
  expect(mayPay(sent, { version: 2 })).toEqual({ ok: false, code: "version_mismatch", sent_version: 3 });
  expect(mayPay({ ...sent, terms_version: 4 }, { version: 3 })).toEqual({ ok: false, code: "needs_resend" });
  expect(mayPay({ ...sent, status: "draft", sent_version: null }, { version: 3 })).toMatchObject({
    code: "not_payable",
  });
});
