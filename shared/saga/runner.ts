/** Runs sagas and resumes them: progress is stored before and after each step, ownership by a lease that fences. */
import { fail } from "../errors.ts";
import type { Headers, Meta } from "../meta.ts";
import { keepAnswer } from "../service/answers.ts";
import type { Row } from "../service/database.ts";
import { crashPoint } from "./crash.ts";
import {
  type AnySaga,
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

export { type AnySaga, inProgress } from "./progress.ts";

const ANSWER_WITHIN_MS = 2000;
const SWEEP_MS = 500;

export type SagaRunner = {
  run: RunSaga;
  /**
   * Whether a saga about this request has been running at any time since then, without coming to an answer: what the
   * request meets now may be what that saga holds.
   */
  hasRun(meta: Meta, headers: Headers, since_ms: number): Promise<boolean>;
  stop(): Promise<void>;
};

type Options = Pick<Sagas, "db" | "declared" | "transact" | "callFor" | "report"> & {
  /** Whether this copy finishes what others left. */
  sweep: boolean;
};

export function startSagas({ sweep: sweeps, ...options }: Options): SagaRunner {
  const sagas: Sagas = { ...options, working: new Set(), done: [], marking: undefined, stopping: false };
  const { report } = sagas;
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
  await advance(sagas, declared, row);
  crashPoint(`${declared.name}.pivot.before`);
  try {
    row.data = await decide(sagas, declared, row, run);
  } catch (error) {
    await giveUp(sagas, declared, row, declared.before);
    throw error;
  }
  crashPoint(`${declared.name}.pivot.after`);
  const finishing = finish(sagas, declared, row, { repeated: false });
  await within(ANSWER_WITHIN_MS, track(sagas, finishing).catch(sagas.report));
  return row.data;
}

/** The pivot, the saga's progress and its answer in one transaction; the data after it. */
async function decide<D extends object>(
  { db, transact }: Sagas,
  declared: AnySaga,
  row: Row,
  { meta, headers, answer }: Run<D>,
): Promise<D> {
  return transact(meta, { action: declared.name }, async (tx, session) => {
    const decided = { ...row.data, ...(await declared.pivot(tx, row.data, row._id)) };
    const { matchedCount } = await db.kernel.sagas.updateOne(
      owned(row, "running"),
      { $set: { state: "committed", data: storedOf(declared, decided) }, $unset: { subject: 1 } },
      { session },
    );
    if (matchedCount !== 1) throw overtaken();
    if (headers?.idempotency_key)
      await keepAnswer(db, { meta, headers, answer: { result: answer(decided) }, session });
    return decided;
  });
}

async function sweep(sagas: Sagas): Promise<void> {
  for (;;) {
    const row = await takeOver(sagas);
    if (!row || sagas.stopping) return;
    await track(sagas, resume(sagas, row));
  }
}

async function resume(sagas: Sagas, row: Row): Promise<void> {
  const declared = sagas.declared.find((each) => each.name === row.name);
  if (!declared) throw new Error(`There is no saga '${row.name}'.`);
  try {
    if (row.state === "committed") await finish(sagas, declared, row, { repeated: true });
    else if (row.state === "undoing") await finishUndo(sagas, declared, row, declared.before);
    else await undo(sagas, declared, row, declared.before.slice(0, row.step + 1));
  } catch (error) {
    sagas.report(error);
    await postpone(sagas, row);
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
