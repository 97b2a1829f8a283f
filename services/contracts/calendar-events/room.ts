import { room } from "../../../shared/service/room.ts";
import { addCalendarEvent } from "./add-calendar-event.ts";
import { calendarEvent } from "./calendar-event.ts";
import { changeCalendarEvent } from "./change-calendar-event.ts";
import { listFreeSlots, listFreeTime } from "./free-times.ts";
import { removeCalendarOfErased, removeRestOfErased } from "./on-user-erased.ts";
import { removeCalendarEvent } from "./remove-calendar-event.ts";

export const calendarEventsRoom = room({
  resources: [calendarEvent],
  handlers: [addCalendarEvent, changeCalendarEvent, removeCalendarEvent, listFreeTime, listFreeSlots],
  reactions: [removeCalendarOfErased, removeRestOfErased],
});
