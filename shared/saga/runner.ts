/** Runs and resumes sagas: progress is stored around each step; a lease with fencing gives ownership. */
import type { ClientSession } from "mongoose";
import { fail, isFailure } from "../errors.ts";
import type { Headers, Meta } from "../meta.ts";
import { keepAnswer, keepAnswerAnew } from "../service/answers.ts";
import type { Row } from "../service/database.ts";
import { isDuplicate } from "../service/duplicate.ts";
import { crashPoint } from "./crash.ts";
import { settleDecision } from "./decision.ts";
import { prolongLeases, working } from "./leases.ts";
import {
  type AnySaga,
  committed,
  type Data,
  hasRun,
  insertRow,
  markDone,
  overtaken,
  owned,
  postpone,
  type Sagas,
  storedOf,
  takeOver,
  track,
} from "./progress.ts";
import type { Run, RunSaga } from "./saga.ts";
import { advance, finish, finishUndo, giveUp, undo } from "./steps.ts";

export type { AnySaga } from "./progress.ts";

const ANSWER_WITHIN_MS = 2000;
/** How long after the pivot repeats wait for an answer that steps complete. Then they settle for what there is. */
const SETTLES_WITHIN_MS = 2 * ANSWER_WITHIN_MS;
const SWEEP_MS = 500;

export type SagaRunner = {
  run: RunSaga;
  /**
   * Whether a saga about this request has run at any time since then and has not answered: that saga may hold
   * the very things that the request now finds taken.
   */
  hasRun(meta: Meta, headers: Headers, since_ms: number): Promise<boolean>;
  stop(): Promise<void>;
};

type Options = Pick<Sagas, "db" | "declared" | "transact" | "callFor" | "report"> & {
  /** Whether this copy finishes sagas that others left. */
  sweep: boolean;
};

export function startSagas({ sweep: sweeps, ...options }: Options): SagaRunner {
  const sagas: Sagas = {
    ...options,
    ...{ working: new Set(), held: new Map(), done: [], marking: undefined, stopping: false },
  };
  const { report } = sagas;
  const letLeasesEnd = prolongLeases(sagas);
  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    if (sweeps && sagas.declared.length > 0)
      sweeping = sweeping.then(() => (sagas.stopping ? undefined : sweep(sagas))).catch(report);
  }, SWEEP_MS);
  return {
    run: (declared, run) => runSaga(sagas, declared, run),
    hasRun: (meta, headers, since_ms) => hasRun(sagas, meta, headers, since_ms),
    async stop() {
      sagas.stopping = true;
      clearInterval(timer);
      await sweeping;
      await Promise.allSettled(sagas.working);
      letLeasesEnd();
      await markDone(sagas).catch(report);
    },
  };
}

async function runSaga<D extends object>(sagas: Sagas, declared: AnySaga, run: Run<D>): Promise<D> {
  if (sagas.stopping) throw fail("unavailable", "This copy of the service is stopping.");
  sagas.db.mayWrite();
  const row = await insertRow(sagas, declared, run);
  return track(sagas, carryOut(sagas, declared, row, run));
}

async function carryOut<D extends object>(
  sagas: Sagas,
  declared: AnySaga,
  row: Row,
  run: Run<D>,
): Promise<D> {
  await working(sagas, row, () => upToPivot(sagas, declared, row, run));
  // The steps go on adding to the row's data: what they add too late is in neither the answer nor the repeated one (API-9).
  const decided = { ...row.data };
  const finishing = working(sagas, row, () => finish(sagas, declared, row, { repeated: false }));
  const finished = await within(ANSWER_WITHIN_MS, track(sagas, finishing).catch(sagas.report));
  if (!finished || !completes(declared, decided)) return decided;
  return (await answerAnew(sagas, row, run)) ? row.data : decided;
}

async function upToPivot<D extends object>(
  sagas: Sagas,
  declared: AnySaga,
  row: Row,
  run: Run<D>,
): Promise<void> {
  await advance(sagas, declared, row);
  crashPoint(`${declared.name}.pivot.before`);
  try {
    row.data = await decide(sagas, declared, row, run);
  } catch (error) {
    await giveUpUnlessDecided(sagas, declared, row, error);
    // The document to create is barred: the copy that took the row over barred it.
    throw isDuplicate(error) ? overtaken() : error;
  }
  crashPoint(`${declared.name}.pivot.after`);
}

/** Whether a step after the pivot completes the answer. */
const completes = ({ after }: AnySaga, data: Data): boolean =>
  after.some(({ needed, answers }) => needed?.(data) !== false && answers?.(data));

/**
 * Commits the pivot, the saga's progress and its answer together: in one transaction, or in the pivot's own
 * write. In that case the row holds only its subject until the end of the saga updates it.
 */
async function decide<D extends object>(
  sagas: Sagas,
  declared: AnySaga,
  row: Row,
  { meta, headers, answer }: Run<D>,
): Promise<D> {
  const { db, transact } = sagas;
  let decided = row.data as D;
  const also = async (session: ClientSession) => {
    const update = committed(declared, decided);
    const { matchedCount } = await db.kernel.sagas.updateOne(owned(row, "running"), update, { session });
    if (matchedCount !== 1) throw overtaken();
    if (!headers?.idempotency_key) return;
    const settles_at = completes(declared, decided) ? new Date(db.now() + SETTLES_WITHIN_MS) : null;
    await keepAnswer(db, { meta, headers, answer: { result: answer(decided) }, settles_at, session });
  };
  const single = !headers?.idempotency_key && declared.decides?.(row.data);
  const decision = { saga_id: row._id, data: () => storedOf(declared, decided) };
  const unit = { action: declared.name, also, ...(single ? { decision } : {}) };
  await transact(meta, unit, async (tx) => {
    decided = { ...row.data, ...(await declared.pivot(tx, row.data, row._id)) };
  });
  return decided;
}

/**
 * A refusal decided nothing; after any other error the document shows the decision. If it did decide, the
 * sweeper finishes it.
 */
async function giveUpUnlessDecided(sagas: Sagas, declared: AnySaga, row: Row, error: unknown): Promise<void> {
  const refused = isFailure(error) && error.code < 500;
  try {
    if (!refused && (await settleDecision(sagas, declared, row))) return;
  } catch (unknown) {
    sagas.report(unknown);
    return;
  }
  await giveUp(sagas, declared, row, declared.before);
}

async function sweep(sagas: Sagas): Promise<void> {
  for (;;) {
    const row = await takeOver(sagas);
    if (!row || sagas.stopping) return;
    await track(
      sagas,
      working(sagas, row, () => resume(sagas, row)),
    );
  }
}

async function resume(sagas: Sagas, row: Row): Promise<void> {
  const declared = sagas.declared.find((each) => each.name === row.name);
  if (!declared) throw new Error(`There is no saga '${row.name}'.`);
  try {
    if (row.state === "committed") await finish(sagas, declared, row, { repeated: true });
    else if (row.state === "undoing") await finishUndo(sagas, declared, row, declared.before);
    else await settle(sagas, declared, row);
  } catch (error) {
    sagas.report(error);
    await postpone(sagas, row, error);
  }
}

/** Finishes a saga whose pivot decided before its row showed it, or undoes its steps. */
async function settle(sagas: Sagas, declared: AnySaga, row: Row): Promise<void> {
  const decided = await settleDecision(sagas, declared, row);
  if (!decided) return undo(sagas, declared, row, declared.before.slice(0, row.step + 1));
  row.data = { ...row.data, ...decided };
  await finish(sagas, declared, row, { repeated: true });
}

/**
 * The answer includes data added by the steps after the pivot, so it is stored again for repeats (API-9). False
 * if it is too late for that: a repeat has had the first one.
 */
async function answerAnew<D extends object>(
  { db }: Sagas,
  { data }: Row,
  { meta, headers, answer }: Run<D>,
): Promise<boolean> {
  if (!headers?.idempotency_key) return true;
  return keepAnswerAnew(db, { meta, headers, answer: { result: answer(data) } });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  const done = await Promise.race([work, late]);
  clearTimeout(timer);
  return done;
}
