/** Free time by rules that repeat: what is available, without what is not, and without what is booked (MRC-BKG-3). Pure. */
import { type DayRange, merged, type Span, startOf, timeOn, weekdayOf, without } from "./free-time.rules.ts";

/** `weekday` 0 is Sunday; `date` is that of `once`, else the first day, null without one. */
export type TimeRule = DayRange & {
  timezone: string;
  repeat: "weekly" | "daily" | "once";
  weekday: number | null;
  date: string | null;
  /** Dates, or the exact instants of a beginning. */
  exdates: readonly string[];
  kind: "availability" | "unavailability";
};

const isDate = (text: string): boolean => text.length === 10;

function isLeftOut(rule: TimeRule, date: string): boolean {
  if (rule.exdates.length === 0) return false;
  const begins = startOf(date, rule, rule.timezone);
  return rule.exdates.some((each) => (isDate(each) ? each === date : Date.parse(each) === begins));
}

function repeatsOn({ repeat, weekday, date: first }: TimeRule, date: string): boolean {
  if (repeat === "once") return first === date;
  return (first === null || first <= date) && (repeat === "daily" || weekday === weekdayOf(date));
}

/** Whether a rule has a window on a date of its zone. */
export const fallsOn = (rule: TimeRule, date: string): boolean =>
  repeatsOn(rule, date) && !isLeftOut(rule, date);

type Falls = typeof fallsOn;

const timeOf = (rules: readonly TimeRule[], falls: Falls, within: Span): Span[] =>
  merged(
    [...Map.groupBy(rules, ({ timezone }) => timezone)].flatMap(([timezone, own]) =>
      timeOn((date) => own.filter((rule) => falls(rule, date)), timezone, within),
    ),
  );

/** Single dates take the place of the weekly and daily windows of their day; what is not available is cut out of both. */
export function bookableTime(rules: readonly TimeRule[], busy: readonly Span[], within: Span): Span[] {
  const { availability: open = [], unavailability: closed = [] } = Object.groupBy(rules, ({ kind }) => kind);
  const single = open.filter((rule) => rule.repeat === "once" && rule.date && fallsOn(rule, rule.date));
  const taken = new Set(single.map(({ date }) => date));
  const isOpen: Falls = (rule, date) => (rule.repeat === "once" || !taken.has(date)) && fallsOn(rule, date);
  return without(timeOf(open, isOpen, within), merged([...timeOf(closed, fallsOn, within), ...busy]));
}
