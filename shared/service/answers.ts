/**
 * Idempotency (API-9): the answer of a command is stored under its key, in the transaction of its effect, for
 * 7 days. Every stored answer is sealed: it may contain values that are stored nowhere else (a key's text) or
 * nowhere else unencrypted (INV-31).
 */
import type { ClientSession } from "mongoose";
import { type Details, type Failure, fail, failAgain, isFailure } from "../errors.ts";
import type { Headers, Meta } from "../meta.ts";
import type { Database, Row as Stored } from "./database.ts";
import { isDuplicate } from "./duplicate.ts";

/** How long an answer is stored under its key. */
const KEPT_MS = 7 * 86_400_000;

/**
 * Whether the answer of work in several transactions has been stored since this moment: a late duplicate that
 * arrives just after the first has ended finds its progress emptied and must not start again.
 */
export const isAnswered = ({ ended_at }: { ended_at: string | null }, now: string): boolean =>
  ended_at !== null && Date.parse(now) - Date.parse(ended_at) < KEPT_MS;

type Answer = { result: unknown } | { error: { code: string; message: string; data: Details } };
/** Sealed together: a fingerprint is the hash of a request, from which a short password could be guessed. */
type Row = { fingerprint?: string | undefined; answer: Answer };

// Stored as text, so that a replay equals the first answer, whatever its keys. JSON has no undefined.
const sealed = (db: Database, { fingerprint }: Headers, answer: Answer): string =>
  db.cipher.seal(
    JSON.stringify({
      fingerprint,
      answer: "result" in answer ? { result: answer.result ?? null } : answer,
    } satisfies Row),
  );

export const inProgress = () =>
  fail("request_in_progress", "Another request is doing the same; wait and repeat this one.");

/** Refusals that depend on the moment, or on nothing stored, are not kept: a repeat may succeed. */
export const isKept = (failure: Failure): boolean =>
  [404, 409, 410, 412, 422].includes(failure.code) && failure.type !== "request_in_progress";

export type AnswerToKeep = {
  meta: Meta;
  headers: Headers;
  answer: Answer;
  /** Until then the answer may be completed, so no repeat is given it. */
  settles_at?: Date | null;
  /** The session of the transaction with its effect. */
  session?: ClientSession;
};

export async function keepAnswer(
  db: Database,
  { meta, headers, answer, settles_at, session }: AnswerToKeep,
): Promise<void> {
  await db.kernel.answers.insertOne(
    {
      _id: headers.idempotency_key!,
      org_id: meta.org.id,
      answer: sealed(db, headers, answer),
      ...(settles_at && { settles_at }),
      expires_at: new Date(Date.now() + KEPT_MS),
    },
    session ? { session } : {},
  );
}

/** Completes a command's answer with what later steps have added; false once a repeat has settled for it as it was. */
export async function keepAnswerAnew(db: Database, { headers, answer }: AnswerToKeep): Promise<boolean> {
  const kept = { _id: headers.idempotency_key!, settles_at: { $exists: true } };
  const { matchedCount } = await db.kernel.answers.updateOne(kept, {
    $set: { answer: sealed(db, headers, answer) },
    $unset: { settles_at: 1 },
  });
  return matchedCount === 1;
}

async function keptAnswer(db: Database, headers: Headers): Promise<Row | null> {
  const row = await settled(db, await db.kernel.answers.findOne({ _id: headers.idempotency_key! }));
  return row && (JSON.parse(db.cipher.unseal(row.answer)) as Row);
}

/** A repeat takes an answer whose time to be completed is over, and so ends it. */
async function settled(db: Database, row: Stored | null): Promise<Stored | null> {
  if (!row?.settles_at) return row;
  if (row.settles_at.getTime() > db.now()) throw inProgress();
  const { _id } = row;
  await db.kernel.answers.updateOne({ _id }, { $unset: { settles_at: 1 } });
  return db.kernel.answers.findOne({ _id });
}

function replay<T>(row: Row, headers: Headers): T {
  if (row.fingerprint !== headers.fingerprint) {
    throw fail("idempotency_mismatch", "This Idempotency-Key was used for another request.", {
      errors: [{ pointer: "Idempotency-Key", code: "mismatch", message: "Use a new key for a new request." }],
    });
  }
  if ("result" in row.answer) return row.answer.result as T;
  throw failAgain(row.answer.error);
}

/**
 * Runs a command once per key: replays a stored answer, keeps a refusal, uses the answer of a concurrent
 * duplicate. `run` stores its answer with its writes and reports that; otherwise the answer is stored here.
 */
export async function answered<T>(
  db: Database,
  meta: Meta,
  headers: Headers,
  run: () => Promise<{ result: T; kept: boolean }>,
): Promise<{ result: T; replayed: boolean }> {
  if (!headers.idempotency_key) return { result: (await run()).result, replayed: false };
  const before = await keptAnswer(db, headers);
  if (before) return { result: replayOrMark<T>(before, headers), replayed: true };
  try {
    const { result, kept } = await run();
    const twin = kept ? null : await keepUnlessKept(db, { meta, headers, answer: { result } });
    return twin ? { result: replayOrMark<T>(twin, headers), replayed: true } : { result, replayed: false };
  } catch (error) {
    // The refusal may be the effect of a duplicate that was first: then use that answer.
    const twin = (await keptAnswer(db, headers)) ?? (await keepRefusal(db, meta, headers, error));
    if (twin) return { result: replayOrMark<T>(twin, headers), replayed: true };
    throw error;
  }
}

/** Stores a refusal; returns the answer of a duplicate that was first after all. */
async function keepRefusal(db: Database, meta: Meta, headers: Headers, error: unknown): Promise<Row | null> {
  if (!isFailure(error) || !isKept(error)) return null;
  const { type: code, message, data } = error;
  return keepUnlessKept(db, { meta, headers, answer: { error: { code, message, data } } });
}

/** Stores the answer of a command that wrote nothing; null, or the answer of an earlier duplicate. */
async function keepUnlessKept(db: Database, kept: AnswerToKeep): Promise<Row | null> {
  try {
    await keepAnswer(db, kept);
    return null;
  } catch (refused) {
    if (!isDuplicate(refused)) throw refused;
    return keptAnswer(db, kept.headers);
  }
}

function replayOrMark<T>(row: Row, headers: Headers): T {
  try {
    return replay<T>(row, headers);
  } catch (error) {
    if (isFailure(error) && error.type !== "idempotency_mismatch")
      error.data = { ...error.data, $replayed: true };
    throw error;
  }
}
