/**
 * Sagas: a process over several services, started by one of them. Steps before the pivot are undone in reverse when it
 * cannot go on; the pivot is one local transaction; steps after it are repeated until they succeed. Progress is
 * stored, so that a sweeper finishes what a crash interrupted.
 */
import type { Headers, Meta } from "../meta.ts";
import type { DecisionPlace } from "../service/carried-log.ts";
import type { Call } from "../service/reference.ts";
import type { Tx } from "../service/tx.ts";

/** What a step may use. Every call it makes must be idempotent under `saga_id`: it may come twice, its undo too, and first. */
export type StepContext = {
  saga_id: string;
  call: Call;
  meta: Meta;
  /** The step may have been run before: after a crash, a failure, a lost answer. */
  repeated: boolean;
};

export type Step<D> = {
  readonly name: string;
  /** Whether it has anything to do; when not, it is neither run nor stored as begun. */
  needed?(data: D): boolean;
  /** Behind the pivot: whether it begins only when the steps before it in the list are done, and reads what they returned. */
  waits?(data: D): boolean;
  /** What it returns is added to the saga's data. */
  run(context: StepContext, data: D): Promise<Partial<D> | undefined>;
  /** Takes the step back; a step that never happened is barred from happening later. */
  undo?(context: StepContext, data: D): Promise<void>;
};

export type Saga<D = Record<string, unknown>> = {
  readonly name: string;
  /** What only the pivot needs of the data, and neither an undo nor a step behind the pivot: it is not stored. */
  readonly passing?: readonly (keyof D & string)[];
  readonly before: readonly Step<D>[];
  /**
   * The document that the pivot writes when it writes no other: then the decision is one atomic write (`decisionIn`). Null
   * when it writes more.
   */
  decides?(data: D): DecisionPlace | null;
  /** Decides: state, event and audit in one transaction with the saga's own progress. */
  pivot(tx: Tx, data: D, saga_id: string): Promise<Partial<D>>;
  /** Side by side, but for those that wait; each repeated until it succeeds. */
  readonly after: readonly Step<D>[];
};

/** Declares a saga; the crash points are `<saga>.<step>.before` and `.after`, the pivot's step is "pivot". */
export const saga = <D extends object>(declared: Saga<D>): Saga<D> => declared;

export type Run<D> = {
  /** What it is about: one running saga per subject. Without one it is about its request: one per idempotency key. */
  subject?: string;
  data: D;
  meta: Meta;
  headers?: Headers;
  /** What the caller is answered, from the data after the pivot; kept under the idempotency key with the pivot. */
  answer: (data: D) => unknown;
};

/** Runs a saga; resolves when every step is done, or 2 s after the pivot with the rest guaranteed to follow. */
export type RunSaga = <D extends object>(declared: Saga<D>, run: Run<D>) => Promise<D>;
