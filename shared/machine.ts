/** State machines as data: which status may follow which (STM-1, STM-2). */

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

export type Machine<S extends string> = {
  /** In the order of the table. */
  readonly statuses: readonly S[];
  next(from: S): readonly S[];
  /** Accepts a repetition of the current status, which changes nothing. */
  move(from: S, to: S): Transition<S>;
  refuse(from: S, to: S): InvalidTransition<S>;
  /** Nothing follows it. */
  isFinal(status: S): boolean;
};

/** `table` names each status with those that may follow it. */
export function machine<const S extends string>(
  table: {
    readonly [Status in S]: readonly NoInfer<S>[];
  },
): Machine<S> {
  const refuse = (from: S, to: S): InvalidTransition<S> => ({
    ok: false,
    code: "invalid_transition",
    from,
    to,
    allowed: table[from],
  });
  return {
    statuses: Object.keys(table) as S[],
    next: (from) => table[from],
    move(from, to) {
      if (from === to) return { ok: true, changed: false, status: to };
      return table[from].includes(to) ? { ok: true, changed: true, status: to } : refuse(from, to);
    },
    refuse,
    isFinal: (status) => table[status].length === 0,
  };
}
