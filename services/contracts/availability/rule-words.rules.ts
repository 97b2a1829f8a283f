/** What the words of a rule must be for each way to repeat (MRC-BKG-2). */
import { invalid } from "../../../shared/errors.ts";
import { isLocalDate, readInstant } from "../../../shared/fields/index.ts";
import type { AvailabilityRule } from "../availability-sets/availability-rule.ts";

type Words = Pick<AvailabilityRule, "repeat" | "weekday" | "date" | "exdates">;

const missing = (field: string, repeat: string) => ({
  ...{ pointer: `/${field}`, code: "required" },
  message: `'${field}' is required in a rule that repeats ${repeat}.`,
});

/** The words as they are kept: a weekday only where it means something. */
export function wordsOf<Rule extends Words>(rule: Rule): Rule {
  const { repeat, weekday, date, exdates } = rule;
  const violations = [
    ...(repeat === "weekly" && !weekday ? [missing("weekday", repeat)] : []),
    ...(repeat === "once" && !date ? [missing("date", repeat)] : []),
    ...exdates.flatMap((each, i) =>
      isLocalDate(each) || readInstant(each)
        ? []
        : [
            {
              ...{ pointer: `/exdates/${i}`, code: "invalid_value" },
              message: "What is left out must be a date or an instant, such as 2027-03-08T09:00:00Z.",
            },
          ],
    ),
  ];
  if (violations.length) throw invalid(violations);
  return { ...rule, weekday: repeat === "weekly" ? weekday : null };
}

type Window = { start: string; end: string };

/** Windows that end after their start. */
export const forward = <W extends Window>(windows: readonly W[]): W[] =>
  windows.filter(({ start, end }) => start < end);

/** What takes the place of the rules of each date: all of it when nothing is available, else its windows. */
export function rulesOfDates(
  dates: readonly string[],
  windows: readonly Window[],
  kind: AvailabilityRule["kind"],
): (Window & { date: string })[] {
  const each = kind === "unavailability" ? [{ start: "00:00", end: "24:00" }] : forward(windows);
  return [...new Set(dates)].flatMap((date) => each.map(({ start, end }) => ({ date, start, end })));
}
