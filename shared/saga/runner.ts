/** Runs sagas and resumes them: progress is stored before and after each step, ownership by a lease that fences. */
import { fail, isFailure } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Headers, Meta } from "../meta.ts";
import { keepAnswer } from "../service/answers.ts";
import type { Database, Row } from "../service/database.ts";
import { isDuplicate } from "../service/duplicate.ts";
import type { Call } from "../service/reference.ts";
import type { Transact } from "../service/transact.ts";
import { crashPoint } from "./crash.ts";
import type { RunSaga, Saga, Step, StepContext } from "./saga.ts";

const LEASE_MS = 10_000;
const ANSWER_WITHIN_MS = 2000;
const SWEEP_MS = 500;
const MAX_PAUSE_MS = 30_000;
/** Ended sagas are marked together: far sooner than their leases end. */
const END_WITHIN_MS = 50;
/** Copies know the database's time to within this. */
const CLOCKS_DIFFER_MS = 1000;

// biome-ignore lint/suspicious/noExplicitAny: the registry holds sagas of any data.
type Data = any;
export type AnySaga = Saga<Data>;

export type SagaRunner = {
  run: RunSaga;
  /**
   * Whether a saga about this request has been running at any time since then, without coming to an answer: what the
   * request meets now may be what that saga holds.
   */
  hasRun(meta: Meta, headers: Headers, since_ms: number): Promise<boolean>;
  stop(): Promise<void>;
};

type Options = {
  db: Database;
  sagas: readonly AnySaga[];
  transact: Transact;
  callFor(meta: Meta): Call;
  report(error: unknown): void;
  /** Whether this copy finishes what others left. */
  sweep: boolean;
};

export const inProgress = () =>
  fail("request_in_progress", "Another request is doing the same; wait and repeat this one.");
const overtaken = () => fail("unavailable", "This took too long and was taken back.");

export function startSagas({ db, sagas, transact, callFor, report, sweep: sweeps }: Options): SagaRunner {
  const rows = db.kernel.sagas;
  const working = new Set<Promise<unknown>>();
  let stopping = false;

  const track = <T>(work: Promise<T>): Promise<T> => {
    const tracked: Promise<unknown> = work.catch(() => undefined).finally(() => working.delete(tracked));
    working.add(tracked);
    return work;
  };
  const contextOf = (row: Row, repeated: boolean): StepContext => ({
    saga_id: row._id,
    call: callFor(row.meta as Meta),
    meta: row.meta as Meta,
    repeated,
  });
  /** Every taking of a row has its own owner, so that one copy cannot overtake itself unnoticed. */
  const mine = (row: Row, state: string) => ({ _id: row._id, state, owner: row.owner });

  async function undo(declared: AnySaga, row: Row, steps: readonly Step<Data>[]): Promise<void> {
    const { matchedCount } = await rows.updateOne(mine(row, "running"), { $set: { state: "undoing" } });
    // Overtaken, or decided although its commit was not confirmed: it is for whoever takes the row next.
    if (matchedCount === 1) await finishUndo(declared, row, steps);
  }

  async function finishUndo(declared: AnySaga, row: Row, steps: readonly Step<Data>[]): Promise<void> {
    for (const step of [...steps].reverse()) {
      crashPoint(`${declared.name}.${step.name}.undo`);
      await step.undo?.(contextOf(row, true), row.data);
    }
    await end(row, "undoing", "undone");
  }

  const ended = (state: string) => ({
    $set: { state, ended_at: new Date(db.now()) },
    $unset: { lease_until: 1 },
    $rename: { subject: "undone_subject" },
  });
  const end = (row: Row, from: string, state: string) => rows.updateOne(mine(row, from), ended(state));

  let done: Row[] = [];
  let marking: NodeJS.Timeout | undefined;

  async function markDone(): Promise<void> {
    clearTimeout(marking);
    marking = undefined;
    const all = done;
    done = [];
    if (all.length === 0) return;
    const update = ended("done");
    // The steps are idempotent: should this mark be lost, they are run once more.
    await rows.bulkWrite(
      all.map((row) => ({ updateOne: { filter: mine(row, "committed"), update } })),
      { ordered: false },
    );
  }

  function finished(row: Row): void {
    done.push(row);
    marking ??= setTimeout(() => track(markDone()).catch(report), END_WITHIN_MS);
  }

  /** Leaves the rest to the sweeper, a little later each time. */
  const postpone = (row: Row) =>
    rows.updateOne(
      { _id: row._id, owner: row.owner },
      {
        $set: { lease_until: new Date(db.now() + Math.min(MAX_PAUSE_MS, 250 * 2 ** (row.attempts ?? 0))) },
        $inc: { attempts: 1 },
      },
    );

  async function finish(declared: AnySaga, row: Row, repeated: boolean): Promise<void> {
    const results = await Promise.allSettled(
      declared.after.map(async (step) => {
        crashPoint(`${declared.name}.${step.name}.before`);
        await step.run(contextOf(row, repeated), row.data);
        crashPoint(`${declared.name}.${step.name}.after`);
      }),
    );
    const failed = results.find((each) => each.status === "rejected");
    if (failed) {
      report(failed.reason);
      await postpone(row);
      return;
    }
    finished(row);
  }

  async function advance(declared: AnySaga, row: Row): Promise<void> {
    let begun = 0;
    for (const [i, step] of declared.before.entries()) {
      if (step.needed?.(row.data) === false) continue;
      if (i > begun) {
        begun = i;
        await begin(declared, row, i);
      }
      crashPoint(`${declared.name}.${step.name}.before`);
      try {
        Object.assign(row.data, await step.run(contextOf(row, false), row.data));
      } catch (error) {
        // A refusal took nothing; of anything else nobody knows.
        const refused = isFailure(error) && error.code < 500;
        await giveUp(declared, row, declared.before.slice(0, refused ? i : i + 1));
        throw error;
      }
      crashPoint(`${declared.name}.${step.name}.after`);
    }
  }

  /** Stored before a step is run, so that its undo is run as well. */
  async function begin(declared: AnySaga, row: Row, step: number): Promise<void> {
    const lease_until = new Date(db.now() + LEASE_MS);
    const { matchedCount } = await rows.updateOne(mine(row, "running"), {
      $set: { step, data: storedOf(declared, row.data), lease_until },
    });
    if (matchedCount !== 1) throw overtaken();
  }

  async function giveUp(declared: AnySaga, row: Row, steps: readonly Step<Data>[]): Promise<void> {
    try {
      await undo(declared, row, steps);
    } catch (error) {
      report(error);
      await postpone(row).catch(report);
    }
  }

  const run: RunSaga = async (declared, { subject, data, meta, headers, answer }) => {
    if (stopping) throw fail("unavailable", "This copy of the service is stopping.");
    db.mayWrite();
    const row: Row = {
      _id: newId(),
      name: declared.name,
      org_id: meta.org.id,
      ...subjectOf(meta, headers, subject),
      state: "running",
      step: 0,
      data: { ...data },
      meta,
      owner: newId(),
      lease_until: new Date(db.now() + LEASE_MS),
    };
    try {
      await rows.insertOne({ ...row, data: storedOf(declared, row.data) });
    } catch (error) {
      if (isDuplicate(error)) throw inProgress();
      throw error;
    }
    return track(
      (async () => {
        await advance(declared, row);
        crashPoint(`${declared.name}.pivot.before`);
        try {
          await transact(meta, { action: declared.name }, async (tx, session) => {
            const patch = await declared.pivot(tx, row.data, row._id);
            const decided = { ...row.data, ...patch };
            const claimed = await rows.updateOne(
              mine(row, "running"),
              { $set: { state: "committed", data: storedOf(declared, decided) }, $unset: { subject: 1 } },
              { session },
            );
            if (claimed.matchedCount !== 1) throw overtaken();
            if (headers?.idempotency_key) {
              await keepAnswer(db, meta, headers, { result: answer(decided) }, session);
            }
            row.decided = decided;
          });
        } catch (error) {
          await giveUp(declared, row, declared.before);
          throw error;
        }
        row.data = row.decided;
        crashPoint(`${declared.name}.pivot.after`);
        await within(ANSWER_WITHIN_MS, track(finish(declared, row, false)).catch(report));
        return row.data;
      })(),
    );
  };

  async function resume(row: Row): Promise<void> {
    const declared = sagas.find((each) => each.name === row.name);
    if (!declared) throw new Error(`There is no saga '${row.name}'.`);
    try {
      if (row.state === "committed") await finish(declared, row, true);
      else if (row.state === "undoing") await finishUndo(declared, row, declared.before);
      else await undo(declared, row, declared.before.slice(0, row.step + 1));
    } catch (error) {
      report(error);
      await postpone(row);
    }
  }

  async function sweep(): Promise<void> {
    for (;;) {
      const row = await rows.findOneAndUpdate(
        { lease_until: { $lt: new Date(db.now()) } },
        { $set: { owner: newId(), lease_until: new Date(db.now() + LEASE_MS) } },
        { returnDocument: "after" },
      );
      if (!row || stopping) return;
      await track(resume(row));
    }
  }

  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    if (sweeps && sagas.length > 0)
      sweeping = sweeping.then(() => (stopping ? undefined : sweep())).catch(report);
  }, SWEEP_MS);

  async function hasRun(meta: Meta, headers: Headers, since_ms: number): Promise<boolean> {
    const { subject } = subjectOf(meta, headers);
    if (!subject) return false;
    const since = new Date(since_ms - CLOCKS_DIFFER_MS);
    const own = [{ subject }, { undone_subject: subject, ended_at: { $gte: since } }];
    return (await rows.findOne({ $or: own }, { projection: { _id: 1 } })) !== null;
  }

  return {
    run,
    hasRun,
    async stop() {
      stopping = true;
      clearInterval(timer);
      await sweeping;
      await Promise.allSettled(working);
      await markDone().catch(report);
    },
  };
}

/** What a saga locks, per tenant: what it says it is about, or its request; nothing without an idempotency key. */
function subjectOf(meta: Meta, headers?: Headers, subject?: string): { subject?: string } {
  const about = subject ?? (headers?.idempotency_key && `request:${headers.idempotency_key}`);
  return about ? { subject: `${meta.org.id}:${about}` } : {};
}

const storedOf = ({ passing = [] }: AnySaga, data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !passing.includes(name)));

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
