import { room } from "../../../shared/service/room.ts";
import { expireItems } from "./expire-items.ts";
import { expirySchedule } from "./expiry-schedule.ts";

export const expiryRoom = room({ handlers: [expireItems], schedules: [expirySchedule] });
