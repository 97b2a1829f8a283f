/** One command: state, outbox, audit, inbox mark and idempotent answer commit together or not at all. */
import { setTimeout as pause } from "node:timers/promises";
import type { ClientSession } from "mongoose";
import { fail, isFailure } from "../errors.ts";
import type { Meta } from "../meta.ts";
import { ofBusinessUnit } from "../resource/resource.ts";
import { crashPoint } from "../saga/crash.ts";
import { keepAnswer } from "./answers.ts";
import type { Database, Row } from "./database.ts";
import { isDuplicate, takenFields } from "./duplicate.ts";
import { carryOut } from "./held-write.ts";
import { isTold, logRow } from "./log.ts";
import { type Numbers, type TakenNumbers, takenNumbers } from "./numbers.ts";
import { type SingleWrites, singleWrites } from "./single-write.ts";
import { type Turn, type Turns, turns } from "./turns.ts";
import { endWrites, type Tx, txOf } from "./tx.ts";
import { type TxState, Unmade } from "./tx-state.ts";
import type { Committed, Unit } from "./unit.ts";

export type Transact = <T>(meta: Meta, unit: Unit, run: (tx: Tx) => Promise<T>) => Promise<T>;

const TRANSIENT = "TransientTransactionError";
const UNKNOWN_COMMIT = "UnknownTransactionCommitResult";
/**
 * A transaction that keeps failing is retried for this long and this often; then the caller gets an error that asks to
 * retry later. On a busy machine an attempt may take a second: time alone would leave it only a few.
 */
const RETRY_BUDGET_MS = 8000;
const LEAST_ATTEMPTS = 12;

const WRITE_CONFLICT = 112;

const conflicted = (error: unknown): boolean => (error as { code?: unknown })?.code === WRITE_CONFLICT;

const labelled = (error: unknown, label: string): boolean =>
  typeof (error as { hasErrorLabel?: unknown })?.hasErrorLabel === "function" &&
  (error as { hasErrorLabel(label: string): boolean }).hasErrorLabel(label);

type Work<T> = (tx: Tx) => Promise<T>;

/** State that all transactions of a service share. */
type Transactions = {
  db: Database;
  numbers: Numbers;
  committed: Committed;
  turns: Turns;
  single: SingleWrites;
};

export function transactOn(db: Database, own: Numbers, committed: Committed): Transact {
  const single = singleWrites(db, committed);
  const shared: Transactions = { db, numbers: own, committed, turns: turns(), single };
  return async (meta, unit, run) => {
    db.mayWrite();
    const numbers = takenNumbers(own);
    if (single.mayBe(unit)) {
      const done = await singly(shared, { meta, unit, run, numbers });
      if (done) return done.result;
    }
    const session = await db.session();
    try {
      return await shared.turns.run(`${meta.org.id} ${unit.action}`, (turn) =>
        untilCommitted(shared, { meta, unit, session, run, numbers, turn }),
      );
    } finally {
      session.endSession().catch(() => undefined);
    }
  };
}

type Shared = Transactions & { numbers: TakenNumbers };
type Command<T> = { meta: Meta; unit: Unit; run: Work<T>; numbers: TakenNumbers };
type Attempt<T> = Command<T> & { session: ClientSession; turn: Turn };

/** The resource that the last attempt wrote last: where its conflict was, if it ended in one. */
type Contended = { resource: string | null };

/** The next attempt uses the numbers that an attempt took. */
async function singly<T>({ single }: Transactions, { meta, unit, run, numbers }: Command<T>) {
  const again = (tx: Tx) => {
    numbers.again();
    return run(tx);
  };
  try {
    return await single.attempt({ meta, unit, numbers, run: again });
  } catch (error) {
    throw clear(error);
  }
}

async function untilCommitted<T>(service: Transactions, attempt: Attempt<T>): Promise<T> {
  const { meta, session, numbers, turn } = attempt;
  const shared = { ...service, numbers };
  const contended: Contended = { resource: null };
  let until = performance.now() + RETRY_BUDGET_MS;
  for (let lost = 0; ; lost++) {
    try {
      numbers.again();
      return await once(shared, attempt, contended);
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
      if (await removedCause(shared, error)) continue;
      if (!labelled(error, TRANSIENT)) throw clear(error);
      if (conflicted(error) && !turn.held()) {
        await turn.at(`${meta.org.id} ${contended.resource}`);
        // Waiting for a turn does not count as an attempt.
        until = performance.now() + RETRY_BUDGET_MS;
      } else await pause(Math.random() * Math.min(100, 2 ** lost));
      if (performance.now() > until && lost >= LEAST_ATTEMPTS)
        throw fail("unavailable", "Many requests are changing this at once; retry.");
    }
  }
}

/** Removes the cause of a failure that loses nothing; false if there is no such cause. */
async function removedCause({ db, numbers }: Shared, error: unknown): Promise<boolean> {
  // Happens once per collection in the life of a database.
  if (error instanceof Unmade) {
    await Promise.all([...error.resources].map(db.collections.make));
    return true;
  }
  // A caller's own code has the number that was next.
  return isDuplicate(error) && numbers.dropTaken(error);
}

async function once<T>(
  { db, numbers, committed }: Transactions,
  { meta, unit, session, run }: Attempt<T>,
  contended: Contended,
): Promise<T> {
  session.startTransaction({
    readConcern: { level: "snapshot" },
    writeConcern: { w: "majority", journal: true },
  });
  if (unit.inbox) {
    const at = new Date();
    const marks = unit.inbox.map((_id) => ({ _id, at }));
    await db.kernel.inbox.insertMany(marks, { session });
  }
  const { if_match, idempotency_key } = unit.headers ?? {};
  const beforeWrite = writePoints(unit);
  const { tx, state } = txOf({ db, meta, session, numbers, if_match, beforeWrite });
  const { record } = state;
  record.changes.push(...(unit.changes ?? []));
  tx.reason(unit.reason);
  try {
    const result = await unlessUnmade(state, () => run(tx));
    const { held } = state;
    const log = isTold(record) ? logRow(meta, unit, record) : null;
    if (held) await carryOut(state, held, log);
    else if (log) await db.kernel.log.insertOne(log as Row, { session });
    await unit.also?.(session);
    if (unit.headers && idempotency_key)
      await keepAnswer(db, { meta, headers: unit.headers, answer: { result }, session });
    crashPoint(`${unit.action}.commit.before`);
    await commit(session);
    crashPoint(`${unit.action}.commit.after`);
    if (log) committed(held?.resource);
    return result;
  } finally {
    contended.resource = state.writing;
    endWrites(state);
  }
}

/** The crash points of a transaction: `<action>.write.<n>` before its nth write, and `<action>.commit.before` and `.after`. */
function writePoints({ action }: Unit): () => void {
  let written = 0;
  return () => {
    written += 1;
    crashPoint(`${action}.write.${written}`);
  };
}

/** Whatever the work did with the error: a write that met a missing collection did not happen. */
async function unlessUnmade<T>({ unmade }: TxState, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    if (unmade.size) throw new Unmade(unmade);
    return result;
  } catch (error) {
    throw unmade.size ? new Unmade(unmade) : error;
  }
}

async function commit(session: ClientSession): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      if (!labelled(error, UNKNOWN_COMMIT) || attempt > 20) throw error;
      await pause(Math.min(500, 10 * 2 ** attempt));
    }
  }
}

/** A violation of a unique index becomes 409 with the taken fields. Any other error stays unchanged. */
export function clear(error: unknown): unknown {
  if (isFailure(error) || !isDuplicate(error)) return error;
  const fields = takenFields(error).filter(
    (name) => !["org_id", "deleted_at"].includes(name) && !(name in ofBusinessUnit),
  );
  if (fields.length === 0 || fields.includes("_id")) return error;
  return fail("conflict", `Another one has the same ${fields.join(" and ")}.`, {
    errors: fields.map((name) => ({
      pointer: `/${name.replaceAll(".", "/")}`,
      code: "taken",
      message: "This value is taken.",
    })),
  });
}
