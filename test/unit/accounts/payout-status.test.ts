import {
  movePayout,
  payoutFlags,
  payoutPath,
  payoutPosting,
  payoutStatuses,
} from "../../../services/accounts/payouts/payout-status.rules.ts";

const allowed = [
  "requested approved",
  "requested rejected",
  "requested cancelled",
  "approved cancelled",
  "approved completed",
  "approved failed",
  "failed approved",
  "completed reversed",
];

test.each(payoutStatuses.flatMap((from) => payoutStatuses.map((to) => [from, to] as const)))(
  "4.5 STM-1 STM-2 %s → %s",
  (from, to) => {
    const result = movePayout(from, to);
    expect(result.ok).toBe(from === to || allowed.includes(`${from} ${to}`));
    if (result.ok) expect(result.changed).toBe(from !== to);
  },
);

test("4.5 which statuses move money", () => {
  expect(payoutStatuses.map(payoutPosting)).toEqual(["T6", null, "T7", "T8", "T8", null, "T9"]);
});

test.each([
  [{}, ["requested"]],
  [{ approved: false, completed: false }, ["requested"]],
  [{ approved: true }, ["requested", "approved"]],
  [{ completed: true }, ["requested", "approved", "completed"]],
  [{ approved: true, completed: true }, ["requested", "approved", "completed"]],
])("PAY-2 created with %j runs %j", (flags, path) => {
  expect(payoutPath(null, flags)).toEqual({ ok: true, path });
});

test("PAY-2 completed without approval is impossible", () => {
  const refused = { ok: false, code: "completed_without_approval" };
  expect(payoutPath(null, { approved: false, completed: true })).toEqual(refused);
  expect(payoutPath("requested", { approved: false, completed: true })).toEqual(refused);
});

test.each([
  ["requested", { approved: true }, ["approved"]],
  ["requested", { completed: true }, ["approved", "completed"]],
  ["approved", { completed: true }, ["completed"]],
  ["approved", { approved: true }, []],
  ["failed", { completed: true }, ["approved", "completed"]],
  ["completed", { approved: true, completed: true }, []],
  ["requested", { approved: false }, []],
  ["cancelled", { approved: false, completed: false }, []],
] as const)("PAY-2 %s patched with %j runs %j", (from, flags, path) => {
  expect(payoutPath(from, flags)).toEqual({ ok: true, path });
});

test.each([
  ["approved", { approved: false }],
  ["completed", { completed: false }],
  ["completed", { approved: false, completed: false }],
  ["cancelled", { approved: true }],
  ["reversed", { completed: true }],
] as const)("PAY-2 %s is not changed by %j", (from, flags) => {
  expect(payoutPath(from, flags)).toMatchObject({ ok: false, code: "invalid_transition", from });
});

test("PAY-2 the booleans are derived", () => {
  expect(payoutFlags("completed")).toEqual({ approved: true, completed: true });
  expect(payoutFlags("failed")).toEqual({ approved: true, completed: false });
  expect(payoutFlags("reversed")).toEqual({ approved: false, completed: false });
});
