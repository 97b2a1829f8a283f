/** One transaction: state, outbox, audit, inbox mark and idempotent answer commit together or not at all. */
import { setTimeout as pause } from "node:timers/promises";
import type { ClientSession } from "mongoose";
import { fail, isFailure } from "../errors.ts";
import type { Headers, Meta } from "../meta.ts";
import { keepAnswer } from "./answers.ts";
import type { Database } from "./database.ts";
import { isDuplicate, takenFields } from "./duplicate.ts";
import { type Change, logRow } from "./log.ts";
import type { Numbers } from "./numbers.ts";
import { endWrites, type Tx, txOf } from "./tx.ts";
import { type TxState, Unmade } from "./writes.ts";

export type Unit = {
  /** The action's or reaction's name, for the log. */
  action: string;
  headers?: Headers;
  /** Marks events as done by a consumer, in the same transaction. */
  inbox?: readonly string[];
  /** Audited beside what the transaction writes through `tx`: rows that are no resource's. */
  changes?: readonly Change[];
  reason?: string;
};

export type Transact = <T>(
  meta: Meta,
  unit: Unit,
  run: (tx: Tx, session: ClientSession) => Promise<T>,
) => Promise<T>;

const TRANSIENT = "TransientTransactionError";
const UNKNOWN_COMMIT = "UnknownTransactionCommitResult";
/** A busy row is tried again for this long; then the caller is told to come back. */
const PATIENCE_MS = 8000;

const WRITE_CONFLICT = 112;

/** So often a conflict may be lost by chance, or to one who takes all there is: those behind him are refused side by side. */
const CHANCES = 3;

const conflicted = (error: unknown): boolean => (error as { code?: unknown })?.code === WRITE_CONFLICT;

const labelled = (error: unknown, label: string): boolean =>
  typeof (error as { hasErrorLabel?: unknown })?.hasErrorLabel === "function" &&
  (error as { hasErrorLabel(label: string): boolean }).hasErrorLabel(label);

export function transactOn(db: Database, number: Numbers, committed: () => void): Transact {
  const lanes = lanesByKey();
  return async (meta, unit, run) => {
    db.mayWrite();
    const session = await db.session();
    const until = performance.now() + PATIENCE_MS;
    let leave: () => void = () => undefined;
    let queued = false;
    try {
      for (let attempt = 0; ; attempt++) {
        try {
          return await once(db, meta, unit, run, session, number, committed);
        } catch (error) {
          if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
          if (error instanceof Unmade) {
            // Once per resource in the life of a database; no conflict is counted.
            await Promise.all([...error.resources].map(db.collections.make));
            attempt -= 1;
            continue;
          }
          if (!labelled(error, TRANSIENT)) throw clear(error);
          if (conflicted(error) && !queued && attempt >= CHANCES) {
            queued = true;
            leave = await lanes.enter(meta.org.id);
          } else await pause(Math.random() * Math.min(100, 2 ** attempt));
          if (performance.now() > until)
            throw fail("unavailable", "This is being changed by many at once; try again.");
        }
      }
    } finally {
      leave();
      session.endSession().catch(() => undefined);
    }
  };
}

/**
 * Who keeps losing conflicts takes his turn behind those of his tenant to whom it happened before: a hundred that all try
 * again at once would undo each other's work for seconds, and one after the other they are done in one.
 */
function lanesByKey(): { enter(key: string): Promise<() => void> } {
  const last = new Map<string, Promise<void>>();
  return {
    async enter(key) {
      const before = last.get(key);
      const { promise, resolve } = Promise.withResolvers<void>();
      last.set(key, promise);
      await before;
      return () => {
        if (last.get(key) === promise) last.delete(key);
        resolve();
      };
    },
  };
}

async function once<T>(
  db: Database,
  meta: Meta,
  unit: Unit,
  run: (tx: Tx, session: ClientSession) => Promise<T>,
  session: ClientSession,
  number: Numbers,
  committed: () => void,
): Promise<T> {
  session.startTransaction({
    readConcern: { level: "snapshot" },
    writeConcern: { w: "majority", journal: true },
  });
  if (unit.inbox) {
    const at = new Date();
    await db.kernel.inbox.insertMany(
      unit.inbox.map((_id) => ({ _id, at })),
      { session },
    );
  }
  const { tx, state } = txOf({
    db,
    meta,
    session,
    number,
    ...(unit.headers?.if_match === undefined ? {} : { if_match: unit.headers.if_match }),
  });
  const { record } = state;
  record.changes.push(...(unit.changes ?? []));
  tx.because(unit.reason);
  try {
    const result = await unlessUnmade(state, () => run(tx, session));
    const log = record.changes.length + record.events.length > 0;
    if (log) {
      const row = logRow(meta, unit.action, record);
      await db.kernel.log.insertOne(row as never, { session });
    }
    if (unit.headers?.idempotency_key) await keepAnswer(db, meta, unit.headers, { result }, session);
    await commit(session);
    if (log) committed();
    return result;
  } finally {
    endWrites(state);
  }
}

/** Whatever the work made of it, a write that met no collection did not happen. */
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

/** A unique index decided: 409 with the fields that are taken. Anything else stays what it is. */
export function clear(error: unknown): unknown {
  if (isFailure(error) || !isDuplicate(error)) return error;
  const fields = takenFields(error).filter((name) => name !== "org_id");
  if (fields.length === 0 || fields.includes("_id")) return error;
  return fail("conflict", `Another one has the same ${fields.join(" and ")}.`, {
    errors: fields.map((name) => ({
      pointer: `/${name.replaceAll(".", "/")}`,
      code: "taken",
      message: "This value is taken.",
    })),
  });
}
