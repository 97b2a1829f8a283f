/** State machines as data: which status may follow which (STM-1, STM-2). */
import { fail } from "./errors.ts";

export type InvalidTransition<S extends string> = {
  ok: false;
  code: "invalid_transition";
  from: S;
  to: S;
  /** What may follow `from`. */
  allowed: readonly S[];
};

/** `changed`: false when the status is the one that was asked for already. */
export type Transition<S extends string> = { ok: true; changed: boolean; status: S } | InvalidTransition<S>;

/** What moves from one status to another. */
export type Moves<S extends string> = {
  /** What may follow `from`. */
  next(from: S): readonly S[];
  /** Accepts a repetition of the current status, which changes nothing. */
  move(from: S, to: S): Transition<S>;
  refuse(from: S, to: S): InvalidTransition<S>;
};

/** The moves of a resource; its choice field takes `statuses`. */
export type Machine<S extends string> = Moves<S> & {
  /** In the order of the table. */
  readonly statuses: readonly S[];
  /** Nothing follows it. */
  isFinal(status: S): boolean;
};

export type StatusOf<M> = M extends Machine<infer S> ? S : never;

/** `table` names each status with those that may follow it. */
export function machine<const S extends string>(
  table: {
    readonly [Status in S]: readonly NoInfer<S>[];
  },
): Machine<S> {
  const moves = following<S>((from) => table[from]);
  return {
    ...moves,
    statuses: Object.keys(table) as S[],
    isFinal: (status) => table[status].length === 0,
  };
}

/** Moves among a few of many statuses, which the call names (`movesOf<UnitStatus>`): nothing follows the others. */
export const movesOf = <S extends string = never>(
  table: {
    readonly [Status in NoInfer<S>]?: readonly NoInfer<S>[];
  },
): Moves<S> => following((from) => table[from] ?? []);

function following<S extends string>(next: (from: S) => readonly S[]): Moves<S> {
  const refuse = (from: S, to: S): InvalidTransition<S> => ({
    ok: false,
    code: "invalid_transition",
    from,
    to,
    allowed: next(from),
  });
  return {
    next,
    move(from, to) {
      if (from === to) return { ok: true, changed: false, status: to };
      return next(from).includes(to) ? { ok: true, changed: true, status: to } : refuse(from, to);
    },
    refuse,
  };
}

const spoken = (status: string): string => status.replaceAll("_", " ");

const anyOf = new Intl.ListFormat("en", { type: "disjunction" });

/** Where something in a status may go, as a sentence. */
export const allowedSentence = (allowed: readonly string[]): string =>
  allowed.length ? `It can become ${anyOf.format(allowed.map(spoken))}.` : "Its status can no longer change.";

/** The 409 of a move that a machine refuses: `noun` is what would have moved ("sale"). */
export function refusedTransition<S extends string>(
  noun: string,
  { code, from, to, allowed }: InvalidTransition<S>,
): Error {
  const why = `A ${noun} that is ${spoken(from)} cannot become ${spoken(to)}.`;
  return fail(code, `${why} ${allowedSentence(allowed)}`, { from, to, allowed });
}
