import { checkScheduling } from "../../../services/inventory/stores/scheduling.rules.ts";

const at = (open: string, close: string) => ({ open, close });

test.each([
  [{}, { ok: true }],
  [{ monday: [] }, { ok: true }],
  [{ monday: [at("09:00", "12:00"), at("12:00", "18:00")] }, { ok: true }],
  [{ monday: [at("12:00", "18:00"), at("09:00", "12:00")] }, { ok: true }],
  [{ monday: [at("09:00", "09:00")] }, { ok: false, pointer: "/monday/0", reason: "order" }],
  [{ sunday: [at("18:00", "09:00")] }, { ok: false, pointer: "/sunday/0", reason: "order" }],
  [
    { friday: [at("09:00", "12:00"), at("13:00", "14:00"), at("11:59", "12:30")] },
    { ok: false, pointer: "/friday/2", reason: "overlap" },
  ],
  [
    { friday: [at("10:00", "11:00"), at("09:00", "12:00")] },
    { ok: false, pointer: "/friday/1", reason: "overlap" },
  ],
])("3.1: opening hours %j", (scheduling, expected) => {
  expect(checkScheduling(scheduling)).toEqual(expected);
});
