/**
 * A command that writes one document needs no transaction: the document, its audit record, its events and its
 * saga's decision are one atomic write. Every command is first attempted this way, with its write held back,
 * and starts again in a transaction if it does more. Until then nothing has been written.
 */
import { setTimeout as pause } from "node:timers/promises";
import { isUnavailable } from "../events/unavailable.ts";
import type { Meta } from "../meta.ts";
import { isWritten, notBarred } from "./carried-log.ts";
import type { Database, Row } from "./database.ts";
import { isDuplicate } from "./duplicate.ts";
import { carryOut } from "./held-write.ts";
import { isTold, type LogRow, logRow } from "./log.ts";
import type { Numbers } from "./numbers.ts";
import { endWrites, type Tx, txOf } from "./tx.ts";
import { type HeldWrite, NeedsTransaction, type TxState } from "./tx-state.ts";
import type { Committed, Unit } from "./unit.ts";

/** How long a write with an unknown outcome is repeated. */
const RETRY_BUDGET_MS = 8000;
/** How often a row that someone else changed after the read is read again. */
const MAX_LOST = 3;
/** A command that needed a transaction is assumed to need one for this many more runs. */
const TRUSTED = 100;

export type SingleWrites = {
  /** Whether an attempt is worthwhile. */
  mayBe(unit: Unit): boolean;
  /** The command's result, if a single write was enough. */
  attempt<T>(attempt: SingleAttempt<T>): Promise<{ result: T } | null>;
};

export type SingleAttempt<T> = {
  meta: Meta;
  unit: Unit;
  numbers: Numbers;
  run: (tx: Tx) => Promise<T>;
};

/** Writes that need a transaction: the answer under its key, an inbox mark, or rows of no resource. */
const writesMore = ({ headers, inbox, changes, also, decision }: Unit): boolean =>
  Boolean(headers?.idempotency_key || inbox || changes?.length || (also && !decision));

export function singleWrites(db: Database, committed: Committed): SingleWrites {
  const needing = new Map<string, number>();
  return {
    mayBe(unit) {
      if (writesMore(unit)) return false;
      const left = needing.get(unit.action) ?? 0;
      if (left > 0) needing.set(unit.action, left - 1);
      return left === 0;
    },
    async attempt(attempt) {
      try {
        for (let lost = 0; lost < MAX_LOST; lost++) {
          const done = await once(db, attempt, committed);
          if (done) return done;
          await pause(Math.random() * 2 ** lost);
        }
        return null;
      } catch (error) {
        // Another command may have just taken a value that this one chose itself, such as a slug: a
        // transaction can tell.
        if (isDuplicate(error) || isTooLarge(error)) return null;
        if (!(error instanceof NeedsTransaction)) throw error;
        needing.set(attempt.unit.action, TRUSTED);
        return null;
      }
    },
  };
}

/** A document of at most 16 MiB holds the row and its log rows; in a transaction they are two documents. */
const isTooLarge = (error: unknown): boolean => {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 10334 || code === 17419 || code === "ERR_OUT_OF_RANGE";
};

/** Null when the row has changed since it was read. */
async function once<T>(
  db: Database,
  { meta, unit, numbers, run }: SingleAttempt<T>,
  committed: Committed,
): Promise<{ result: T } | null> {
  const { tx, state } = txOf({ db, meta, numbers, if_match: unit.headers?.if_match, single: true });
  tx.reason(unit.reason);
  try {
    const result = await run(tx);
    const { held, record } = state;
    const told = isTold(record);
    if (!held && !told) return { result };
    const log = told ? logRow(meta, unit, record) : null;
    if (!held) await db.kernel.log.insertOne(log as Row);
    else if (!(await untilKnown(state, unlessBarred(held, unit), log))) return null;
    if (log) committed(held?.resource);
    return { result };
  } finally {
    endWrites(state);
  }
}

/** A saga that was given up can no longer decide. A new document meets one stored in its place. */
const unlessBarred = (held: HeldWrite, { decision }: Unit): HeldWrite =>
  held.kind === "update" && decision
    ? { ...held, filter: { ...held.filter, ...notBarred(decision.saga_id) } }
    : held;

/** Repeats a write with an unknown outcome until the outcome is known. */
async function untilKnown(state: TxState, held: HeldWrite, log: LogRow | null): Promise<boolean> {
  const until = performance.now() + RETRY_BUDGET_MS;
  let unsure = false;
  for (let attempt = 0; ; attempt++) {
    try {
      const written = await carryOut(state, held, log);
      return written || (unsure && (await wasWritten(state, held, log)));
    } catch (error) {
      if (unsure && isDuplicate(error) && (await wasWritten(state, held, log))) return true;
      if (!isUnavailable(error) || performance.now() > until) throw error;
      unsure = true;
      await pause(Math.min(500, 10 * 2 ** attempt));
    }
  }
}

const wasWritten = async ({ db }: TxState, held: HeldWrite, log: LogRow | null): Promise<boolean> =>
  log !== null && (await isWritten(db, held.resource, held.row._id, log._id));
