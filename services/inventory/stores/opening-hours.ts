/** Opening hours of a store, day by day. */
import { invalidField } from "../../../shared/errors.ts";
import { checkScheduling, type Scheduling } from "./scheduling.rules.ts";
import { scheduling } from "./store.ts";

type Hours = NonNullable<Scheduling[string]>;
export type Week = { [day in keyof typeof scheduling]: Hours };
const closed = Object.fromEntries(Object.keys(scheduling).map((day) => [day, [] as Hours])) as Week;

/** All seven days; days that a change omits stay unchanged (RFC 7396). */
export function wholeWeek(given: Scheduling | null | undefined, before: Week | null = null): Week | null {
  if (!given) return null;
  const checked = checkScheduling(given);
  if (!checked.ok)
    throw invalidField(
      `/scheduling${checked.pointer}`,
      checked.reason,
      checked.reason === "order" ? "It must open before it closes." : "It overlaps another range of the day.",
    );
  return { ...closed, ...before, ...given } as Week;
}
