/**
 * Rows beside the command log: every version has its audit record (INV-23), events of an aggregate follow each other without
 * a gap up to its version (INV-24), nothing waits or was given up (EVT-1, EVT-4).
 */
import { named, type Tell, type Walk } from "../check.ts";
import { type Row, type Stores, sideBySide } from "../stores.ts";

/** What a service notes for itself; neither audited nor announced. */
const bookkeeping: Record<string, readonly string[]> = {
  accounts: ["changes", "feed_heads", "bulk_edits", "tender_holds"],
  inventory: ["holds", "unit_sales", "unit_returns", "comparables", "bulk_edits"],
  platform: ["anomalies", "webhook_deliveries"],
};

type Versions = { id: string; versions: number[]; org_id: string; verb: string | null };

/** Rows sorted by id become one per id, with its versions in order and without repetition. */
async function* grouped(rows: AsyncIterable<Row>): AsyncGenerator<Versions> {
  let at: Versions | null = null;
  for await (const { id, version, org_id, verb = null } of rows) {
    if (at && at.id !== id) yield at;
    if (at?.id !== id) at = { id, versions: [], org_id, verb };
    at!.verb = verb;
    const value = Number(version);
    if (at!.versions.at(-1) !== value) at!.versions.push(value);
  }
  if (at) yield at;
}

const changed = (stores: Stores, service: string) =>
  stores.pipe(service, "_log", [
    { $unwind: "$changes" },
    {
      $project: { _id: 0, id: "$changes.id", version: "$changes.version", verb: "$changes.verb", org_id: 1 },
    },
    // Of one version "removed" comes last.
    { $addFields: { gone: { $eq: ["$verb", "removed"] } } },
    { $sort: { id: 1, version: 1, gone: 1 } },
  ]);

const announced = (stores: Stores, service: string) =>
  stores.pipe(service, "_log", [
    { $unwind: "$events" },
    { $project: { _id: 0, id: "$events.aggregate.id", version: "$events.aggregate.seq", org_id: 1 } },
    { $sort: { id: 1, version: 1 } },
  ]);

async function* aliased(rows: AsyncIterable<Row>, collection: string): AsyncGenerator<Row> {
  for await (const { _id, version, org_id, mode } of rows)
    yield { id: _id, version, org_id, mode, collection };
}

const gapIn = (versions: readonly number[], from: number): number | undefined =>
  versions.find((version, i) => version !== from + i);

/** Every row of a service beside what the log says of it. */
async function serviceAgrees(stores: Stores, service: string, tell: Tell): Promise<void> {
  const own = (await stores.collections(service)).filter((name) => !name.startsWith("_"));
  const fields = ["version", "org_id", "mode"];
  const streams = [
    grouped(changed(stores, service)),
    grouped(announced(stores, service)),
    ...own.map((name) => aliased(stores.rows(service, name, {}, { sort: { _id: 1 }, fields }), name)),
  ];
  for await (const { key, rows } of sideBySide(streams, (row) => row.id)) {
    const [log, events, ...found] = rows;
    const row = found.find((each) => each !== null) ?? null;
    tell.read("INV-23", log?.versions.length ?? 0);
    tell.read("INV-24", events?.versions.length ?? 0);
    logAgrees(service, key, row, log as Versions | null, tell);
    if (events) eventsAgree(service, key, row, events as Versions, tell);
  }
}

function logAgrees(service: string, id: string, row: Row | null, log: Versions | null, tell: Tell): void {
  const name = named(`${service} ${row?.collection ?? ""} ${id}`, row ?? log ?? undefined);
  if (!log) {
    // Rows of the system belong to nobody; a tenant's test side is made with its first key.
    const noted = bookkeeping[service]?.includes(row?.collection);
    if (row?.org_id && row.mode !== "test" && !noted)
      tell.breach("INV-23", name, "is not in the command log");
    return;
  }
  if (!row && log.verb !== "removed") tell.breach("INV-23", name, "is gone without a record of its removal");
  const gap = gapIn(log.versions, log.versions[0]!);
  if (gap !== undefined) tell.breach("INV-23", name, `has a gap in its records before version ${gap}`);
  if (row && row.mode !== "test" && log.versions[0] !== 1)
    tell.breach("INV-23", name, "has no record of its making");
  if (row && log.versions.at(-1) !== row.version)
    tell.breach("INV-23", name, `is at version ${row.version}, its last record at ${log.versions.at(-1)}`);
  if (row?.org_id && row.org_id !== log.org_id) tell.breach("INV-27", name, `is recorded for ${log.org_id}`);
}

function eventsAgree(service: string, id: string, row: Row | null, events: Versions, tell: Tell): void {
  const name = named(`${service} ${row?.collection ?? ""} ${id}`, row ?? events);
  const gap = gapIn(events.versions, events.versions[0]!);
  if (gap !== undefined) tell.breach("INV-24", name, `has a gap in its events before ${gap}`);
  if (row && events.versions.at(-1) !== row.version)
    tell.breach("INV-24", name, `is at version ${row.version}, its last event at ${events.versions.at(-1)}`);
  if (events.versions[0]! > 1 && row && row.mode !== "test")
    tell.breach("INV-24", name, `has no event before ${events.versions[0]}`);
}

/** A command that is recorded did something, and no two records or events are the same. */
async function recordsAgree(stores: Stores, service: string, tell: Tell): Promise<void> {
  for await (const row of stores.rows(service, "_log", { changes: [], events: [] }, { fields: ["org_id"] }))
    tell.breach("INV-23", named(`${service} ${row._id}`, row), "records nothing");
  const twice = stores.pipe(service, "_log", [
    { $unwind: "$events" },
    { $group: { _id: "$events.id", times: { $sum: 1 }, org_id: { $first: "$org_id" } } },
    { $match: { times: { $gt: 1 } } },
  ]);
  for await (const { _id, org_id, times } of twice)
    tell.breach("INV-24", named(`${service} ${_id}`, { org_id }), `was announced ${times} times`);
}

export const records: Walk = {
  checks: {
    "INV-23": "every version of every row has its audit record",
    "INV-24": "events of one aggregate follow each other without a gap",
  },
  async run(stores, tell) {
    for (const service of stores.services) {
      await serviceAgrees(stores, service, tell);
      await recordsAgree(stores, service, tell);
    }
  },
};

/** What is only ever there for a moment. */
const waiting: readonly [collection: string, filter: Row, what: string][] = [
  ["_log", { pending: { $exists: true } }, "is not handed over yet"],
  ["_dead_letters", {}, "was given up by its consumer"],
  ["_sagas", { lease_until: { $exists: true } }, "has not come to its end"],
  ["items", { "till.0": { $exists: true } }, "has units held for a sale that nobody finishes"],
  ["tender_holds", { state: "held" }, "holds money for a sale that nobody finishes"],
];

export const leftOver: Walk = {
  checks: { "EVT-1": "every event was handed over, every process came to its end, nothing was given up" },
  async run(stores, tell) {
    for (const service of stores.services) {
      for (const [collection, filter, what] of waiting) {
        tell.read("EVT-1", await stores.size(service, collection));
        for await (const row of stores.rows(service, collection, filter, { fields: ["org_id"] }))
          tell.breach("EVT-1", named(`${service} ${collection} ${row._id}`, row), what);
      }
    }
  },
};
