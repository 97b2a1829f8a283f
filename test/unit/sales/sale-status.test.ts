import {
  isEditable,
  moveSale,
  refundStatus,
  saleStatuses,
  voidSale,
} from "../../../services/sales/sales/sale-status.rules.ts";

const allowed = [
  "open parked",
  "open finalized",
  "open discarded",
  "parked open",
  "parked discarded",
  "finalized voided",
];

test.each(saleStatuses.flatMap((from) => saleStatuses.map((to) => [from, to] as const)))(
  "4.2 STM-1 STM-2 %s → %s",
  (from, to) => {
    const result = moveSale(from, to);
    expect(result.ok).toBe(from === to || allowed.includes(`${from} ${to}`));
    if (result.ok) expect(result.changed).toBe(from !== to);
    else expect(result).toMatchObject({ code: "invalid_transition", from, to });
  },
);

test("STM-1 names what is allowed", () => {
  expect(moveSale("finalized", "open")).toMatchObject({ allowed: ["voided"] });
});

test("VOID-1 only before anything was refunded; voiding again is a no-op", () => {
  expect(voidSale({ status: "finalized", refund_status: "none" })).toMatchObject({ ok: true, changed: true });
  expect(voidSale({ status: "finalized", refund_status: "partial" })).toMatchObject({ ok: false });
  expect(voidSale({ status: "voided", refund_status: "none" })).toMatchObject({ ok: true, changed: false });
  expect(voidSale({ status: "open", refund_status: "none" }).ok).toBe(false);
});

test("SAL-1 only an open sale is edited", () => {
  expect(saleStatuses.filter(isEditable)).toEqual(["open"]);
});

test.each([
  [0, 0, "none"],
  [1, 500, "partial"],
  [0, 1, "partial"],
  [2, 900, "full"],
  [0, 1000, "full"],
])(
  "refund_status with %i of 2 units and %i of 1000 back is %s",
  (refunded_quantity, refunded_amount, status) => {
    expect(
      refundStatus({
        lines: [{ quantity: 2, refunded_quantity }],
        gift_cards: [],
        total: 1000,
        refunded_amount,
      }),
    ).toBe(status);
  },
);
