/** Opening hours: each range opens before it closes, and those of a day do not overlap (3.1). */
export type Hours = { open: string; close: string };
export type Scheduling = { [weekday: string]: Hours[] | undefined };

export type SchedulingCheck = { ok: true } | { ok: false; pointer: string; reason: "order" | "overlap" };

/** The first range that is wrong, by its place: "/monday/1". */
export function checkScheduling(scheduling: Scheduling): SchedulingCheck {
  for (const [weekday, ranges = []] of Object.entries(scheduling)) {
    for (const [i, { open, close }] of ranges.entries()) {
      const pointer = `/${weekday}/${i}`;
      if (open >= close) return { ok: false, pointer, reason: "order" };
      const meets = ranges.slice(0, i).some((other) => open < other.close && other.open < close);
      if (meets) return { ok: false, pointer, reason: "overlap" };
    }
  }
  return { ok: true };
}
