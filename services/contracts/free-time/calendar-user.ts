/** Whose calendar it is: the user of the platform, with the zone of their wall-clock times. */
import type { Call } from "../../../shared/service/reference.ts";
import { marketplaceUser } from "../../accounts/public.ts";

export type CalendarUser = { user_id: string; platform_id: string; time_zone: string };

/** The zone of a user; the organization's if they have none. 404 for an unknown user. */
export async function calendarUserOf(call: Call, user_id: string, org_zone: string): Promise<CalendarUser> {
  const { platform_id, timezone } = await call(marketplaceUser.actions.get, { id: user_id });
  return { user_id, platform_id, time_zone: timezone ?? org_zone };
}
