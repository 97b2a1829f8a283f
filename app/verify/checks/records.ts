/**
 * Rows compared with the command log: every version has its audit record (INV-23), events of an aggregate are numbered without
 * a gap up to its version (INV-24).
 */
import { ofSomebody } from "../../../shared/resource/carried-log.ts";
import { named, sameList, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, type Stores } from "../stores.ts";

/** A service's own bookkeeping, without audit records and events. */
const bookkeeping: Record<string, readonly string[]> = {
  accounts: [
    ...["changes", "feed_heads", "bulk_edits", "tender_holds", "drawers", "imports", "one_time_codes"],
    ...["logins", "login_claims", "login_attempts", "password_resets", "signups", "running_subscriptions"],
    "contact_emails",
  ],
  catalog: ["imports", "stock_takings"],
  contracts: ["domain_claims", "provider_calls", "simulated_cards", "simulated_objects"],
  inventory: [
    "holds",
    "unit_returns",
    "sold_lines",
    "bulk_edits",
    "stock_levels",
    "cost_states",
    "cost_layers",
    "order_stocks",
    "stockable_names",
    "imports",
    "picture_fetches",
  ],
  platform: ["anomalies", "webhook_deliveries", "file_chunks", "picture_holders", "mails", "saved_views"],
};

/** For one id: the number of records and events, their first and last version, the row, and its tenants in the log. */
type Told = {
  _id: string;
  records: number;
  first: number | null;
  last: number | null;
  removed: number | null;
  events: number;
  first_event: number | null;
  last_event: number | null;
  tenants: string[];
  row: {
    version: number;
    org_id: string | null;
    mode: string | null;
    collection: string;
    noted: boolean;
  } | null;
};

const eachOf = (list: string, kind: string, id: string, version: string) => ({
  $map: {
    input: list,
    in: {
      kind,
      id: `$$this.${id}`,
      version: `$$this.${version}`,
      removed: { $eq: ["$$this.verb", "removed"] },
    },
  },
});

/** Records and events of a command by their subject; duplicates of one version count once. */
const commands: Row[] = [
  {
    $project: {
      _id: 0,
      org_id: 1,
      about: {
        $setUnion: [
          eachOf("$changes", "record", "id", "version"),
          eachOf("$events", "event", "aggregate.id", "aggregate.seq"),
        ],
      },
    },
  },
  { $unwind: "$about" },
  { $project: { org_id: 1, id: "$about.id", about: 1 } },
];

const rowsOf = (collection: string, noted: boolean): Row => ({
  $unionWith: {
    coll: collection,
    pipeline: [
      { $match: ofSomebody },
      {
        $project: {
          _id: 0,
          id: "$_id",
          row: {
            version: "$version",
            org_id: "$org_id",
            mode: "$mode",
            collection,
            noted: { $literal: noted },
          },
        },
      },
    ],
  },
});

const versionIf = (kind: string, ...more: Row[]): Row => ({
  $cond: [{ $and: [{ $eq: ["$about.kind", kind] }, ...more] }, "$about.version", null],
});
const oneIf = (kind: string): Row => ({ $sum: { $cond: [{ $eq: ["$about.kind", kind] }, 1, 0] } });
const sumIf = (kind: string): Row => ({ $sum: { $ifNull: [versionIf(kind), 0] } });

const byId: Row = {
  $group: {
    _id: "$id",
    records: oneIf("record"),
    first: { $min: versionIf("record") },
    last: { $max: versionIf("record") },
    removed: { $max: versionIf("record", { $toBool: "$about.removed" }) },
    sum: sumIf("record"),
    events: oneIf("event"),
    event_sum: sumIf("event"),
    first_event: { $min: versionIf("event") },
    last_event: { $max: versionIf("event") },
    tenants: { $addToSet: "$org_id" },
    row: { $max: "$row" },
  },
};

const all = (...each: unknown[]): Row => ({ $and: each });
const differ = (one: unknown, other: unknown): Row => ({ $ne: [one, other] });
/** Compares count and sum of the versions from first to last, because a missing version and a duplicate have the right count. */
const gapped = (first: string, last: string, count: string, sum: string): Row => ({
  $or: [
    differ({ $add: [{ $subtract: [last, first] }, 1] }, count),
    differ({ $multiply: [{ $add: [first, last] }, count] }, { $multiply: [sum, 2] }),
  ],
});

const [recorded, evented] = [{ $gt: ["$records", 0] }, { $gt: ["$events", 0] }];
const there = { $gt: ["$row", null] };
const owned = all(there, { $gt: ["$row.org_id", ""] });
const live = all(there, differ("$row.mode", "test"));

/** Selects candidates for a breach; everything else stays in the database. */
const suspect: Row = {
  $match: {
    $expr: {
      $or: [
        all({ $eq: ["$records", 0] }, owned, live, { $not: ["$row.noted"] }),
        all(recorded, { $not: [there] }, differ("$removed", "$last")),
        all(recorded, gapped("$first", "$last", "$records", "$sum")),
        all(recorded, live, differ("$first", 1)),
        all(recorded, there, differ("$last", "$row.version")),
        all(recorded, owned, differ("$tenants", ["$row.org_id"])),
        all(evented, gapped("$first_event", "$last_event", "$events", "$event_sum")),
        all(evented, there, differ("$last_event", "$row.version")),
        all(evented, live, { $gt: ["$first_event", 1] }),
      ],
    },
  },
};

/** Every row of a service with its entries in the log. */
async function serviceAgrees(stores: Stores, service: string, tell: Tell): Promise<void> {
  const own = (await stores.collections(service)).filter((name) => !name.startsWith("_"));
  for (const name of ["_log", ...own]) {
    const rows = await stores.size(service, name);
    for (const check of ["INV-23", "INV-24"]) tell.read(check, rows);
  }
  const noted = (name: string) => bookkeeping[service]?.includes(name) ?? false;
  const rows = own.map((name) => rowsOf(name, noted(name)));
  const suspects = stores.pipe(service, "_log", [...commands, ...rows, byId, suspect]);
  for await (const piece of pieces(suspects as AsyncIterable<Told>, 1000)) {
    const records = await gapsIn(stores, service, piece, "record");
    const events = await gapsIn(stores, service, piece, "event");
    for (const told of piece) {
      if (told.records > 0 || told.row) recordsAgree(service, told, records.get(told._id), tell);
      if (told.events > 0) eventsAgree(service, told, events.get(told._id), tell);
    }
  }
}

type Version = { id: string; version: number };

/** Which versions of which entities a command tells of. */
const versionsTold: Record<"record" | "event", (row: Row) => Version[]> = {
  record: ({ changes }) => changes,
  event: ({ events }) =>
    (events as { aggregate: { id: string; seq: number } }[]).map(({ aggregate: { id, seq } }) => ({
      id,
      version: seq,
    })),
};

/** By id, the version after a gap; a version that two commands recorded is not a gap. No index has the subjects of events: they are looked for together. */
async function gapsIn(stores: Stores, service: string, told: readonly Told[], kind: "record" | "event") {
  const versions = new Map(told.map(({ _id }) => [_id, new Set<number>()]));
  const place = kind === "record" ? "changes.id" : "events.aggregate.id";
  const tenants = [...new Set(told.flatMap((each) => each.tenants))];
  const filter = { org_id: { $in: tenants }, [place]: { $in: [...versions.keys()] } };
  for await (const row of stores.rows(service, "_log", filter))
    for (const { id, version } of versionsTold[kind](row)) versions.get(id)?.add(version);
  const gaps = new Map<string, number>();
  for (const [id, found] of versions) {
    const inOrder = [...found].sort((a, b) => a - b);
    const gap = inOrder.find((version, i) => version !== inOrder[0]! + i);
    if (gap !== undefined) gaps.set(id, gap);
  }
  return gaps;
}

const nameOf = (service: string, { _id, row, tenants }: Told): Row =>
  named(`${service} ${row?.collection ?? ""} ${_id}`, { org_id: row?.org_id ?? tenants[0] });

function recordsAgree(service: string, told: Told, gap: number | undefined, tell: Tell): void {
  const { row, first, last, removed, records, tenants } = told;
  const name = nameOf(service, told);
  if (records === 0) {
    // System rows have no tenant; the test side of a tenant is created with its first key.
    if (row?.org_id && row.mode !== "test" && !row.noted)
      tell.breach("INV-23", name, "is not in the command log");
    return;
  }
  if (!row && removed !== last) tell.breach("INV-23", name, "is gone without a record of its removal");
  if (row && row.mode !== "test" && first !== 1) tell.breach("INV-23", name, "has no record of its making");
  if (row && last !== row.version)
    tell.breach("INV-23", name, `is at version ${row.version}, its last record at ${last}`);
  if (row?.org_id && !sameList(tenants, [row.org_id]))
    tell.breach("INV-27", name, `is recorded for ${tenants}`);
  if (gap !== undefined) tell.breach("INV-23", name, `has a gap in its records before version ${gap}`);
}

function eventsAgree(service: string, told: Told, gap: number | undefined, tell: Tell): void {
  const { row, first_event: first, last_event: last } = told;
  const name = nameOf(service, told);
  if (row && last !== row.version)
    tell.breach("INV-24", name, `is at version ${row.version}, its last event at ${last}`);
  if (Number(first) > 1 && row && row.mode !== "test")
    tell.breach("INV-24", name, `has no event before ${first}`);
  if (gap !== undefined) tell.breach("INV-24", name, `has a gap in its events before ${gap}`);
}

/** Every recorded command changed something or tells of an access (AUD-2), and no two records or events are the same. */
async function commandsAgree(stores: Stores, service: string, tell: Tell): Promise<void> {
  const empty = { changes: [], events: [], access: { $exists: false } };
  for await (const row of stores.rows(service, "_log", empty, { fields: ["org_id"] }))
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
      await commandsAgree(stores, service, tell);
    }
  },
};
