import {
  type DeliveryStatus,
  deliveryStatuses,
  deliveryStep,
  isLocked,
  isTooFarAhead,
} from "../../../services/inventory/deliveries/delivery-status.rules.ts";

const now = "2027-03-02T10:00:00.000Z";
const later = (ms: number) => new Date(Date.parse(now) + ms).toISOString();
const DAY = 86_400_000;

const table: Record<DeliveryStatus, DeliveryStatus[]> = {
  scheduled: ["completed", "cancelled", "missed"],
  completed: ["scheduled"],
  cancelled: [],
  missed: ["scheduled"],
};

describe("4.4: every pair of states", () => {
  for (const from of deliveryStatuses) {
    test.each(deliveryStatuses.map((to) => [from, to]))("%s → %s", (_from, to) => {
      const step = deliveryStep({ status: from, completed_at: null }, to, now);
      if (to === from) expect(step).toEqual({ ok: true, changes: {} });
      else if (!table[from].includes(to))
        expect(step).toEqual({ ok: false, code: "invalid_transition", from, to, allowed: table[from] });
      else if (to === "scheduled")
        expect(step).toEqual({
          ok: true,
          changes: { status: to, completed_at: null, cancelled_at: null, missed_at: null },
        });
      else expect(step).toEqual({ ok: true, changes: { status: to, [`${to}_at`]: now } });
    });
  }
});

test.each<[DeliveryStatus, number, boolean]>([
  ["completed", DAY, false],
  ["completed", DAY + 1, true],
  ["completed", 0, false],
  ["scheduled", 9 * DAY, false],
  ["missed", 9 * DAY, false],
])("DLV-1: %s, %d ms after completion: locked %s", (status, ms, locked) => {
  expect(isLocked({ status, completed_at: now }, later(ms))).toBe(locked);
});

test.each([
  [300_000, false],
  [300_001, true],
  [-DAY, false],
])("STM-3: a moment %d ms ahead is too far: %s", (ms, far) => {
  expect(isTooFarAhead(later(ms), now)).toBe(far);
});
