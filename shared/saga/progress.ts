/** Progress of sagas, one row each; only the row's owner may write it. */
import { fail } from "../errors.ts";
import { newId } from "../ids.ts";
import { messageOf } from "../message-of.ts";
import type { Headers, Meta } from "../meta.ts";
import { inProgress } from "../service/answers.ts";
import { decisionIn } from "../service/carried-log.ts";
import type { Database, Row } from "../service/database.ts";
import { isDuplicate } from "../service/duplicate.ts";
import type { Call } from "../service/reference.ts";
import type { Transact } from "../service/transact.ts";
import type { Run, Saga } from "./saga.ts";

export const LEASE_MS = 10_000;
const MAX_PAUSE_MS = 30_000;
/** Ended sagas are marked together within this time, long before their leases expire. */
const END_WITHIN_MS = 50;
/** The copies' views of the database's time differ by at most this. */
const CLOCKS_DIFFER_MS = 1000;

// biome-ignore lint/suspicious/noExplicitAny: the registry holds sagas of any data.
export type Data = any;
export type AnySaga = Saga<Data>;

/** The sagas of one copy of a service. */
export type Sagas = {
  db: Database;
  declared: readonly AnySaga[];
  transact: Transact;
  callFor(meta: Meta): Call;
  report(error: unknown): void;
  /** Work in progress, awaited at a stop. */
  working: Set<Promise<unknown>>;
  /** The sagas whose leases this copy keeps, and since when it works on each. */
  held: Map<Row, number>;
  /** Finished sagas, not marked yet. */
  done: Row[];
  marking: NodeJS.Timeout | undefined;
  stopping: boolean;
};

export const overtaken = () => fail("unavailable", "This took too long and was taken back.");

export function track<T>({ working }: Sagas, work: Promise<T>): Promise<T> {
  const tracked: Promise<unknown> = work.catch(() => undefined).finally(() => working.delete(tracked));
  working.add(tracked);
  return work;
}

/** Each takeover of a row has its own owner id, so that a copy notices when it has overtaken itself. */
export const owned = ({ _id, org_id, owner }: Row, state: string) => ({ _id, org_id, state, owner });

export const leaseUntil = ({ db }: Sagas) => new Date(db.now() + LEASE_MS);

export const storedOf = ({ passing = [] }: AnySaga, data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !passing.includes(name)));

/** The lock of a saga, per tenant: its subject, or else its request; none without an idempotency key. */
function subjectOf(meta: Meta, headers?: Headers, subject?: string): { subject?: string } {
  const about = subject ?? (headers?.idempotency_key && `request:${headers.idempotency_key}`);
  return about ? { subject: `${meta.org.id}:${about}` } : {};
}

/** Stores a new saga; refuses while another one about the same subject runs. */
export async function insertRow<D extends object>(
  sagas: Sagas,
  declared: AnySaga,
  { subject, data, meta, headers }: Run<D>,
): Promise<Row> {
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
    lease_until: leaseUntil(sagas),
  };
  const stored = { ...row, data: storedOf(declared, row.data) };
  for (let freed = false; ; freed = true) {
    try {
      await sagas.db.kernel.sagas.insertOne({ ...stored });
      return row;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      if (freed || !row.subject || !(await freeDecided(sagas, row))) throw inProgress();
    }
  }
}

/**
 * A saga that decided by a single write holds its subject until its end is marked; this frees it earlier.
 * False while one runs.
 */
async function freeDecided(sagas: Sagas, { org_id, subject }: Row): Promise<boolean> {
  const row = await sagas.db.kernel.sagas.findOne({ org_id, subject });
  if (!row) return true;
  if (row.state !== "running") return false;
  const declared = sagas.declared.find((each) => each.name === row?.name);
  const place = declared?.decides?.(row.data);
  const decided = place && (await decisionIn(sagas.db, place, row._id));
  if (!decided) return false;
  await sagas.db.kernel.sagas.updateOne(
    { _id: row._id, org_id, subject },
    committed(declared!, { ...row.data, ...decided }),
  );
  return true;
}

/** Stored before the step runs, so that a crash leads to its undo. */
export async function beginStep(sagas: Sagas, declared: AnySaga, row: Row, step: number): Promise<void> {
  const { matchedCount } = await sagas.db.kernel.sagas.updateOne(owned(row, "running"), {
    $set: { step, data: storedOf(declared, row.data), lease_until: leaseUntil(sagas) },
  });
  if (matchedCount !== 1) throw overtaken();
}

/** Returns whether the row was still ours, and running. */
export async function beginUndo({ db }: Sagas, row: Row): Promise<boolean> {
  const { matchedCount } = await db.kernel.sagas.updateOne(owned(row, "running"), {
    $set: { state: "undoing" },
  });
  return matchedCount === 1;
}

/** The fields of a saga's row after its pivot. */
export const committed = (declared: AnySaga, data: Data) => ({
  $set: { state: "committed", data: storedOf(declared, data) },
  $unset: { subject: 1 as const },
});

const ended = ({ db }: Sagas, state: string) => ({
  $set: { state, ended_at: new Date(db.now()) },
  $unset: { lease_until: 1 },
  $rename: { subject: "undone_subject" },
});

export async function endUndone(sagas: Sagas, row: Row): Promise<void> {
  await sagas.db.kernel.sagas.updateOne(owned(row, "undoing"), ended(sagas, "undone"));
}

/** Marks it together with others that end at the same time. */
export function endDone(sagas: Sagas, row: Row): void {
  sagas.done.push(row);
  sagas.marking ??= setTimeout(() => track(sagas, markDone(sagas)).catch(sagas.report), END_WITHIN_MS);
}

export async function markDone(sagas: Sagas): Promise<void> {
  clearTimeout(sagas.marking);
  sagas.marking = undefined;
  const all = sagas.done;
  sagas.done = [];
  if (all.length === 0) return;
  const update = ended(sagas, "done");
  const decided = { $in: ["committed", "running"] };
  // The steps are idempotent: if this mark is lost, they run once more.
  await sagas.db.kernel.sagas.bulkWrite(
    all.map(({ _id, org_id, owner }) => ({
      updateOne: { filter: { _id, org_id, owner, state: decided }, update },
    })),
    { ordered: false },
  );
}

/**
 * Leaves the rest to the sweeper, with a growing delay; the row says what the attempt failed of. A row that has
 * ended stays so: the attempt may have failed only to hear that its end was written.
 */
export async function postpone({ db, held }: Sagas, row: Row, error: unknown): Promise<void> {
  held.delete(row);
  const pause_ms = Math.min(MAX_PAUSE_MS, 250 * 2 ** (row.attempts ?? 0));
  await db.kernel.sagas.updateOne(
    { _id: row._id, org_id: row.org_id, owner: row.owner, lease_until: { $exists: true } },
    {
      $set: { lease_until: new Date(db.now() + pause_ms), error: messageOf(error) },
      $inc: { attempts: 1 },
    },
  );
}

/** Takes over a saga whose lease has expired; the row's own write decides which copy does. */
export async function takeOver(sagas: Sagas): Promise<Row | null> {
  const rows = sagas.db.kernel.sagas;
  for (;;) {
    const expired = { lease_until: { $lt: new Date(sagas.db.now()) } };
    const found = await rows.findOne(expired, { projection: { org_id: 1 } });
    if (!found) return null;
    const taken = await rows.findOneAndUpdate(
      { _id: found._id, org_id: found.org_id, ...expired },
      { $set: { owner: newId(), lease_until: leaseUntil(sagas) } },
      { returnDocument: "after" },
    );
    if (taken) return taken;
  }
}

/** A saga about this request that has run at any time since then and has not answered. */
export async function hasRun(
  { db }: Sagas,
  meta: Meta,
  headers: Headers,
  since_ms: number,
): Promise<boolean> {
  const { subject } = subjectOf(meta, headers);
  if (!subject) return false;
  const since = new Date(since_ms - CLOCKS_DIFFER_MS);
  const own = [{ subject }, { undone_subject: subject, ended_at: { $gte: since } }];
  return (
    (await db.kernel.sagas.findOne({ org_id: meta.org.id, $or: own }, { projection: { _id: 1 } })) !== null
  );
}
