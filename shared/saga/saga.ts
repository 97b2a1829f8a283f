/**
 * Sagas: a process over several services, started by one of them. Steps before the pivot are undone in
 * reverse when it cannot go on; the pivot is one local transaction; steps after it are repeated until they
 * succeed. Progress is stored, so that a sweeper finishes a saga after a crash.
 */
import type { Headers, Meta } from "../meta.ts";
import type { DecisionPlace } from "../service/carried-log.ts";
import type { Call } from "../service/reference.ts";
import type { Tx } from "../service/tx.ts";

/**
 * Tools of a step. Every call it makes must be idempotent under `saga_id`: calls may arrive twice, and an
 * undo may arrive twice or first.
 */
export type StepContext = {
  saga_id: string;
  call: Call;
  meta: Meta;
  /** The step may have run before: after a crash, a failure, a lost answer. */
  repeated: boolean;
};

export type Step<D> = {
  readonly name: string;
  /** Whether there is work to do; if not, the step neither runs nor counts as begun. */
  needed?(data: D): boolean;
  /** After the pivot: whether it starts only after the steps listed before it, and reads their results. */
  waits?(data: D): boolean;
  /** After the pivot: whether its result belongs to the answer. A repetition waits for it while the answer does. */
  answers?(data: D): boolean;
  /** The result is added to the saga's data. */
  run(context: StepContext, data: D): Promise<Partial<D> | undefined>;
  /** Undoes the step; a step that has not happened yet must not happen later. */
  undo?(context: StepContext, data: D): Promise<void>;
};

export type Saga<D = Record<string, unknown>> = {
  readonly name: string;
  /** Fields that only the pivot needs, and neither an undo nor a later step: they are not stored. */
  readonly passing?: readonly (keyof D & string)[];
  readonly before: readonly Step<D>[];
  /**
   * The document that the pivot writes, if it writes no other: then the decision is one atomic write
   * (`decisionIn`). Null when it writes more.
   */
  decides?(data: D): DecisionPlace | null;
  /** Decides: state, event and audit in one transaction with the saga's own progress. */
  pivot(tx: Tx, data: D, saga_id: string): Promise<Partial<D>>;
  /** Run in parallel, except those that wait; each is repeated until it succeeds. */
  readonly after: readonly Step<D>[];
};

/** Declares a saga; its crash points are `<saga>.<step>.before` and `.after`, with "pivot" as that step. */
export const saga = <D extends object>(declared: Saga<D>): Saga<D> => declared;

export type Run<D> = {
  /** The subject: at most one saga per subject runs. Without one, at most one per idempotency key. */
  subject?: string;
  data: D;
  meta: Meta;
  headers?: Headers;
  /** The caller's answer, from the data after the pivot; stored under the idempotency key with the pivot. */
  answer: (data: D) => unknown;
};

/** Runs a saga; resolves when every step is done, or 2 s after the pivot, with the rest certain. */
export type RunSaga = <D extends object>(declared: Saga<D>, run: Run<D>) => Promise<D>;
