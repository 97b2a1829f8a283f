/**
 * Changes of stored rows that a new version needs. A service runs them once per database, before it answers its
 * first request: of several copies the one with the lease, while the others wait. Each batch records how far it
 * came, so a killed start goes on there. Data of a newer version refuse the start.
 */
import { setTimeout as pause } from "node:timers/promises";
import { leaseOn } from "../events/lease.ts";
import { provisionError } from "../provision/provision-error.ts";
import type { Document } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { Rows } from "./collections.ts";
import type { Database, Row } from "./database.ts";
import { isDuplicate } from "./duplicate.ts";
import type { Log } from "./runtime.ts";

export type MigrationWork = {
  /**
   * Passes all rows of a resource, of every tenant, in batches by ascending id. `change` may see a batch twice,
   * when the process was killed after its write.
   */
  batches(
    resource: AnyResource,
    change: (all: Rows, rows: readonly Document[]) => Promise<void>,
  ): Promise<void>;
};

/** A step from one version of the data to the next; declared ones stay declared for good. */
export type Migration = {
  /** A number and a name, ascending in the list of a service: "0001-split-names". */
  id: string;
  /** What it does, in one sentence for operators. */
  about: string;
  /** Repeatable, and written only in terms of `work`. */
  up(work: MigrationWork): Promise<void>;
};

/** Writes into every row of a resource what follows from the rest of it. */
export const fillingIn =
  (resource: AnyResource, valuesOf: (row: Document) => object): Migration["up"] =>
  ({ batches }) =>
    batches(resource, async (all, rows) => {
      const changes = rows.map((row) => ({ filter: { _id: row._id }, update: { $set: valuesOf(row) } }));
      await all.bulkWrite(changes.map((updateOne) => ({ updateOne })));
    });

/** A migration, or a rule whose rows are made anew with every other version of it. */
export type Step = Migration & { version: string };

const ID = /^\d{4}-[a-z0-9]+(-[a-z0-9]+)*$/;
const ONCE = "1";
const BATCH = 500;
const LOOK_MS = 100;
const PROLONG_EACH_MS = 1500;

/** The declared migrations as steps, checked. */
export function stepsOf(service: string, declared: readonly Migration[]): Step[] {
  for (const [i, { id }] of declared.entries())
    if (!ID.test(id) || id <= (declared[i - 1]?.id ?? ""))
      throw new TypeError(`'${id}' of ${service}: ids of migrations ascend, like '0001-split-names'.`);
  return declared.map((each) => ({ ...each, version: ONCE }));
}

/** The recorded state of each step, by its id. */
export const recordsIn = async (migrations: Database["kernel"]["migrations"]): Promise<Map<string, Row>> =>
  new Map((await migrations.find().toArray()).map((row) => [row._id, row]));

/** The finished ones: id → version. */
export const doneIn = async (migrations: Database["kernel"]["migrations"]): Promise<Record<string, string>> =>
  Object.fromEntries(
    [...(await recordsIn(migrations))]
      .filter(([, { finished_at }]) => finished_at !== undefined)
      .map(([id, { version }]): [string, string] => [id, version]),
  );

export const isDone = ({ version }: Step, record: Row | undefined): boolean =>
  record?.version === version && record.finished_at !== undefined;

/** Ids of steps that this version does not have. */
export const unknownIn = (steps: readonly Step[], records: ReadonlyMap<string, Row>): string[] =>
  [...records.keys()].filter((id) => !steps.some((step) => step.id === id)).sort();

type Around = { service: string; log: Pick<Log, "info">; report(error: unknown): void };

/** Runs what is due, or waits until another copy has. Throws one sentence for data of a newer version. */
export async function migrate(db: Database, steps: readonly Step[], around: Around): Promise<void> {
  if (db.collections.fresh) return recordAll(db, steps);
  const lease = leaseOn(db, "migrations");
  while (await anyDue(db, steps, around.service)) {
    if (await lease.hold()) return holding(lease, around, () => runAll(db, steps, { ...around, lease }));
    await pause(LOOK_MS);
  }
}

/** A new database has no rows that a step could change: one write instead of a lease and two for each step. */
async function recordAll({ kernel, now }: Database, steps: readonly Step[]): Promise<void> {
  const at = new Date(now());
  const done = steps.map(
    ({ id, version }): Row => ({ _id: id, version, started_at: at, rows: 0, finished_at: at }),
  );
  try {
    await kernel.migrations.insertMany(done, { ordered: false });
  } catch (error) {
    // Another copy, started at the same moment, has recorded the same.
    if (!isDuplicate(error)) throw error;
  }
}

async function anyDue({ kernel }: Database, steps: readonly Step[], service: string): Promise<boolean> {
  const records = await recordsIn(kernel.migrations);
  const newer = unknownIn(steps, records);
  if (newer.length)
    throw provisionError(
      `The data of ${service} were written by a newer version of Backroom (migration ${newer.join(", ")}): start that version, or restore a backup from before the upgrade.`,
    );
  return steps.some((step) => !isDone(step, records.get(step.id)));
}

type Lease = ReturnType<typeof leaseOn>;

async function holding(lease: Lease, { report }: Around, work: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => void lease.hold().catch(report), PROLONG_EACH_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
    await lease.release();
  }
}

type Running = Around & { lease: Lease };

async function runAll(db: Database, steps: readonly Step[], running: Running): Promise<void> {
  // Another copy may have ended some of them just before it gave the lease up.
  const records = await recordsIn(db.kernel.migrations);
  for (const step of steps)
    if (!isDone(step, records.get(step.id))) await runOne(db, step, records.get(step.id), running);
}

async function runOne(
  db: Database,
  { id, version, up }: Step,
  record: Row | undefined,
  { service, log, lease }: Running,
): Promise<void> {
  const { migrations } = db.kernel;
  const resumed = record?.version === version ? record : undefined;
  const begun = { version, started_at: new Date(db.now()), rows: 0, progress: {} };
  if (!resumed)
    await migrations.updateOne({ _id: id }, { $set: begun, $unset: { finished_at: 1 } }, { upsert: true });
  const { progress } = resumed ?? begun;
  const note = async (update: object) => void (await migrations.updateOne({ _id: id, version }, update));
  await up({
    async batches(resource, change) {
      if (!db.collections.known(resource)) return;
      const all = await db.writable(resource);
      for await (const rows of batchesOf(all, progress[resource.plural])) {
        if (!(await lease.hold())) throw new Error(`Another copy of ${service} took over migration ${id}.`);
        await change(all, rows);
        const last = rows.at(-1)!._id;
        await note({ $set: { [`progress.${resource.plural}`]: last }, $inc: { rows: rows.length } });
      }
    },
  });
  await note({ $set: { finished_at: new Date(db.now()) }, $unset: { progress: 1 } });
  log.info({ service, migration: id }, "migration done");
}

/** Rows behind an id. */
async function* batchesOf(all: Rows, behind: string | undefined): AsyncGenerator<Document[]> {
  let last = behind;
  for (;;) {
    const filter = last === undefined ? {} : { _id: { $gt: last } };
    const rows = await all.find(filter).sort({ _id: 1 }).limit(BATCH).toArray();
    if (rows.length) yield rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)!._id;
  }
}
