/** What orders of every kind have in common: how they are numbered and dated, and the states that they have been in (ORD-1, ORD-2). */
import { fail } from "../errors.ts";
import { choice, date, flag, group, instant, list, text } from "../fields/index.ts";

/** Columns of an order with these statuses. */
export const orderTable = <const S extends string>(statuses: readonly S[]) => ({
  number: text({ readonly: true, max: 30, filter: ["eq"], sort: true }),
  order_date: date({ optional: true, filter: ["eq", "gt", "gte", "lt", "lte"], about: "Absent: today." }),
  notes: text({ optional: true, max: 5000 }),
  historical: flag({
    readonly: true,
    default: false,
    about: "Taken over from elsewhere: it has written neither stock nor money.",
  }),
  history: list(group({ status: choice(statuses), at: instant(), by: text({ max: 100 }) }), {
    readonly: true,
    max: 1000,
    about: "The states that it has been in.",
  }),
});

const stamp = instant({ optional: true });
type Stamps<S extends string, V> = { readonly [name in `${S}_at`]: V };

/** A column for each status: a note of when, kept for people. It may be changed and moves nothing (ORD-2). */
export const statusStamps = <const S extends string>(statuses: readonly S[]) =>
  Object.fromEntries(statuses.map((status) => [`${status}_at`, stamp])) as Stamps<S, typeof stamp>;

type Staged<S extends string> = { status: S; history: { status: S; at: string; by: string }[] } & Partial<
  Stamps<S, string | null | undefined>
>;

/** The order in this state: stamped unless somebody has, and in its history (STM-3). */
export function inState<S extends string, O extends Staged<S>>(
  order: O,
  status: NoInfer<S>,
  { now, by }: { now: string; by: string },
): O {
  const name: keyof Stamps<S, string> = `${status}_at`;
  const history = [...order.history, { status, at: now, by }];
  return { ...order, status, [name]: order[name] ?? now, history };
}

/** PO-1: refuses what would write stock or money of an order taken over from elsewhere: it has no entries to follow from. */
export function refuseTakenOver({ historical }: { historical: boolean }): void {
  if (historical)
    throw fail("locked", "This order was taken over from elsewhere: it keeps its status.", { historical });
}
