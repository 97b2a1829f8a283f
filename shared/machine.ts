/** State machines as data: which status may follow which status (STM-1, STM-2). */
import { fail } from "./errors.ts";

export type InvalidTransition<S extends string> = {
  ok: false;
  code: "invalid_transition";
  from: S;
  to: S;
  /** The statuses that may follow `from`. */
  allowed: readonly S[];
};

/** `changed` is false when the requested status is the current one. */
export type Transition<S extends string> = { ok: true; changed: boolean; status: S } | InvalidTransition<S>;

/** Allowed moves from one status to another. */
export type Moves<S extends string> = {
  /** The statuses that may follow `from`. */
  next(from: S): readonly S[];
  /** Accepts the current status again, which changes nothing. */
  move(from: S, to: S): Transition<S>;
  refuse(from: S, to: S): InvalidTransition<S>;
};

/** The moves of a resource; its choice field uses `statuses`. */
export type Machine<S extends string> = Moves<S> & {
  /** In the order of the table. */
  readonly statuses: readonly S[];
  /** True if no status follows this one. */
  isFinal(status: S): boolean;
};

export type StatusOf<M> = M extends Machine<infer S> ? S : never;

/** `table` lists for each status the statuses that may follow it. */
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

/**
 * Moves among a few of many statuses, as the caller's type names them (`movesOf<UnitStatus>`). All others are
 * final.
 */
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

/** A sentence listing the allowed next statuses. */
export const allowedSentence = (allowed: readonly string[]): string =>
  allowed.length ? `It can become ${anyOf.format(allowed.map(spoken))}.` : "Its status can no longer change.";

/** The 409 for a move that a machine refuses; `noun` names the object that would have moved ("sale"). */
export function refusedTransition<S extends string>(
  noun: string,
  { code, from, to, allowed }: InvalidTransition<S>,
): Error {
  const why = `${/^[aeiou]/.test(noun) ? "An" : "A"} ${noun} that is ${spoken(from)} cannot become ${spoken(to)}.`;
  return fail(code, `${why} ${allowedSentence(allowed)}`, { from, to, allowed });
}
