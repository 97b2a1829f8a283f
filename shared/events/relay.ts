/**
 * The relay: after commit, moves log rows out of the documents that carry them, places all rows in order and
 * passes their events to the carrier. One copy of a service leads. Commits in its own process and nudges of
 * other copies wake it; a slow poll catches everything else.
 */
import { setTimeout as pause } from "node:timers/promises";
import { firstIdAt } from "../ids.ts";
import type { AnyResource } from "../resource/resource.ts";
import { crashPoint } from "../saga/crash.ts";
import { carryingOf } from "../service/carried-log.ts";
import type { Database } from "../service/database.ts";
import type { LogRow } from "../service/log.ts";
import type { Carrier } from "./carrier.ts";
import type { Chain, Heads } from "./chain.ts";
import type { Envelope } from "./event.ts";
import { type Lease, leaseOn } from "./lease.ts";
import { place } from "./place.ts";

export type Relay = {
  /** Call after a commit: of a row of the log, or of one that a document of this resource carries. */
  wake(carrying?: AnyResource): void;
  /** Publishes all events of the last days again, because the carrier lost its store. */
  republish(): void;
  stop(): Promise<void>;
};

type Options = {
  service: string;
  db: Database;
  carrier: Carrier;
  chains: readonly Chain[];
  resources: readonly AnyResource[];
  report(error: unknown): void;
};

const BATCH = 200;
const MAX_IN_FLIGHT = 5000;
const POLL_MS = 1000;
/** The interval for finding rows without a wake: from a copy that died, or an operator's replay. */
const LOOK_MS = 5000;
/** Rows committed within this time are placed together: a turn costs the same for one row and for many. */
const PACE_MS = 10;
/** While rows keep coming, the relay rests this many times what its last turn took: it takes a fifth of the time. */
const REST = 4;
const MOST_REST_MS = 200;
/** Published rows are marked together within this time. */
const MARK_WITHIN_MS = 100;
const REPUBLISH_MS = 7 * 86_400_000;

const envelopesOf = (row: LogRow): Envelope[] =>
  row.events.map((each) => ({
    id: each.id,
    type: each.type,
    org_id: row.org_id,
    mode: row.mode,
    occurred_at: row.at,
    seq: row.seq!,
    aggregate: each.aggregate,
    actor: row.actor,
    request_id: row.request_id,
    causation_id: row.causation_id,
    schema_version: each.schema_version ?? 1,
    data: each.data,
  }));

type State = Options & {
  lease: Lease;
  /** Passed to the carrier and not yet marked. */
  inFlight: Set<string>;
  heads: Heads;
  /** Published, to be marked. */
  published: string[];
  marking: NodeJS.Timeout | undefined;
  stopping: boolean;
  /** There may be rows placed but not published: after a start, a failure, a lost store. */
  behind: boolean;
  lookAt_ms: number;
  woken: boolean;
  wakeUp(): void;
  /** This copy has committed something; if another copy leads, nudge it. */
  own: boolean;
  /** Resources whose documents may carry rows. */
  carrying: Set<AnyResource>;
};

export function startRelay(options: Options): Relay {
  const state: State = {
    ...options,
    lease: leaseOn(options.db, "relay"),
    inFlight: new Set(),
    heads: new Map(),
    published: [],
    marking: undefined,
    stopping: false,
    behind: true,
    lookAt_ms: 0,
    woken: false,
    wakeUp: () => undefined,
    own: false,
    carrying: new Set(),
  };
  const { db, carrier, service, report, resources } = options;
  carrier.nudged(service, (carrying) => {
    for (const each of resources) if (carrying.includes(each.plural)) state.carrying.add(each);
    wake(state);
  });
  const running = run(state);
  return {
    wake(carrying) {
      state.own = true;
      if (carrying) state.carrying.add(carrying);
      wake(state);
    },
    republish() {
      offerAgain(db)
        .then(() => {
          state.behind = true;
          wake(state);
        })
        .catch(report);
    },
    async stop() {
      state.stopping = true;
      wake(state);
      await running;
      await markPublished(state).catch(report);
      await state.lease.release().catch(report);
    },
  };
}

function wake(state: State): void {
  state.woken = true;
  state.wakeUp();
}

/** Waits for the next wake or poll. */
async function idle(state: State): Promise<void> {
  if (state.woken || state.stopping) return;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    state.wakeUp = resolve;
    timer = setTimeout(resolve, POLL_MS);
  });
  clearTimeout(timer);
}

async function run(state: State): Promise<void> {
  let rested_ms = 0;
  while (!state.stopping) {
    try {
      const from_ms = performance.now();
      if (await turn(state)) continue;
      const to_ms = performance.now();
      rested_ms = to_ms + Math.min(REST * (to_ms - from_ms), MOST_REST_MS);
      await idle(state);
      if (!state.stopping) await pause(Math.max(PACE_MS, rested_ms - performance.now()));
    } catch (error) {
      if (state.stopping) return;
      state.report(error);
      state.woken = false;
      await idle(state);
    }
  }
}

/** True when more work may be due at once. */
async function turn(state: State): Promise<boolean> {
  state.woken = false;
  await markPublished(state);
  if (!(await state.lease.hold())) {
    passOn(state);
    return false;
  }
  if (Date.now() > state.lookAt_ms) state.behind = true;
  const rows = await placeOpen(state);
  if (rows.length) crashPoint("relay.placed");
  for (const row of rows) hand(state, row);
  if (state.behind && state.inFlight.size < MAX_IN_FLIGHT) await handOpen(state);
  return rows.length >= BATCH;
}

/** Nudges a leader elsewhere, which may be asleep; only this copy's own commits are worth it. */
function passOn(state: State): void {
  state.behind = true;
  state.heads.clear();
  if (state.own)
    state.carrier.nudge(
      state.service,
      [...state.carrying].map((each) => each.plural),
    );
  state.own = false;
  state.carrying.clear();
}

/** Places all rows without a place, in the log and in documents. */
async function placeOpen(state: State): Promise<LogRow[]> {
  const { db, chains, heads, resources, carrying } = state;
  const from = state.behind ? await carryingOf(db, resources.filter(db.collections.known)) : [...carrying];
  if (from.length === 0 && !(await db.kernel.log.findOne({ pending: "sequence" }))) return [];
  carrying.clear();
  try {
    const rows = await place(db, { resources: from, limit: BATCH }, chains, heads);
    if (rows.length >= BATCH) for (const each of from) carrying.add(each);
    return rows;
  } catch (error) {
    for (const each of from) carrying.add(each);
    throw error;
  }
}

/** Publishes rows that were placed before and are not yet published. */
async function handOpen(state: State): Promise<void> {
  state.behind = false;
  state.lookAt_ms = Date.now() + LOOK_MS;
  const unhanded = { pending: "publish", _id: { $nin: [...state.inFlight] } };
  const open = await rowsOf(state, unhanded, MAX_IN_FLIGHT);
  for (const row of open) hand(state, row);
  if (open.length === MAX_IN_FLIGHT) state.behind = true;
}

async function rowsOf({ db }: State, filter: object, limit: number): Promise<LogRow[]> {
  const found = db.kernel.log.find(filter).sort({ ts: 1 }).limit(limit);
  return (await found.toArray()) as unknown as LogRow[];
}

function hand(state: State, row: LogRow): void {
  const { inFlight, carrier, service, report } = state;
  if (inFlight.has(row._id)) return;
  if (!carrier.healthy()) {
    state.behind = true;
    return;
  }
  inFlight.add(row._id);
  const events = envelopesOf(row);
  (events.length ? carrier.publish(service, events) : Promise.resolve())
    .then(() => {
      crashPoint("relay.published");
      state.published.push(row._id);
      // The next turn marks them; a burst is marked in one write.
      state.marking ??= setTimeout(() => wake(state), state.stopping ? 0 : MARK_WITHIN_MS);
    })
    .catch((error) => {
      state.behind = true;
      inFlight.delete(row._id);
      if (!state.stopping) report(error);
    });
}

async function markPublished(state: State): Promise<void> {
  clearTimeout(state.marking);
  state.marking = undefined;
  if (state.published.length === 0) return;
  const ids = state.published;
  state.published = [];
  const marked = { $set: { published_at: new Date() }, $unset: { pending: 1 as const } };
  try {
    await state.db.kernel.log.updateMany({ _id: { $in: ids } }, marked);
    for (const id of ids) state.inFlight.delete(id);
  } catch (error) {
    state.published = [...ids, ...state.published];
    throw error;
  }
}

/** Publishes all events of the last days again; the consumers' inboxes skip those already done. */
export const offerAgain = (db: Database) =>
  db.kernel.log.updateMany(
    { _id: { $gte: firstIdAt(Date.now() - REPUBLISH_MS) }, published_at: { $exists: true } },
    { $set: { pending: "publish" }, $unset: { published_at: 1 } },
  );
