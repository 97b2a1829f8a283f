/** Calendars of users: when they are available. */
import { id, timezone } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { availabilityInput, calendar } from "./calendar.ts";

const { name, description: about_it, external_calendar_ids } = calendar.fields;
const changeable = { name, description: about_it, external_calendar_ids, ...availabilityInput } as const;

/** A calendar with the zone of its wall-clock times: the user's, else the organization's. */
const view = shapeOf({
  id: id(),
  platform_id: calendar.fields.platform_id,
  user_id: calendar.fields.user_id,
  ...changeable,
  time_zone: timezone(),
});

export const changeCalendar = operation({
  name: "contracts.calendar.change",
  http: "PATCH /marketplace-users/{user_id}/calendar",
  change: true,
  tag: "calendars",
  scope: "write:calendars",
  about:
    "Change the calendar of a user. Availability and overrides that are sent are replaced whole. Returns the calendar.",
  input: { user_id: id(), ...changeable },
  output: view,
});

export const getUserCalendar = operation({
  name: "contracts.calendar.of_user",
  http: "GET /marketplace-users/{user_id}/calendar",
  tag: "calendars",
  scope: "read:calendars",
  about:
    "Get the calendar of a user. A user who never changed it has an empty one. Returns the calendar with the time zone of its times.",
  input: { user_id: id() },
  output: view,
});
