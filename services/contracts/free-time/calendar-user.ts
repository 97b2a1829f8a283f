/** Whose calendar it is: the user of the platform, with the zone of their wall-clock times. */
import type { Call } from "../../../shared/service/reference.ts";
import { marketplaceUser } from "../../accounts/public.ts";

export type CalendarUser = { user_id: string; platform_id: string; time_zone: string };

/** 404 when there is no such user; the organization's zone when they have none of their own. */
export async function calendarUserOf(call: Call, user_id: string, org_zone: string): Promise<CalendarUser> {
  const { platform_id, timezone } = await call(marketplaceUser.actions.get, { id: user_id });
  return { user_id, platform_id, time_zone: timezone ?? org_zone };
}
