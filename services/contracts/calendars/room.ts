import { room } from "../../../shared/service/room.ts";
import { calendar } from "./calendar.ts";
import { changeCalendar } from "./change-calendar.ts";
import { getUserCalendar } from "./get-user-calendar.ts";

export const calendarsRoom = room({ resources: [calendar], handlers: [getUserCalendar, changeCalendar] });
