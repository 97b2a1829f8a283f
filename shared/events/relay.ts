/**
 * The relay: after commit, places rows of the command log in order and hands their events to the carrier. One leader per
 * service; woken by its own process at commit and by the nudges of the other copies; a slow poll is the truth.
 */
import { setTimeout as pause } from "node:timers/promises";
import { firstIdAt } from "../ids.ts";
import type { Database } from "../service/database.ts";
import type { LogRow } from "../service/log.ts";
import type { Carrier } from "./carrier.ts";
import { type Chain, type Heads, placeBatch } from "./chain.ts";
import type { Envelope } from "./event.ts";
import { leaseOn } from "./lease.ts";

export type Relay = {
  wake(): void;
  /** Publishes everything of the last days again: the carrier lost its store. */
  republish(): void;
  stop(): Promise<void>;
};

type Options = {
  service: string;
  db: Database;
  carrier: Carrier;
  chains: readonly Chain[];
  report(error: unknown): void;
};

const BATCH = 200;
const MAX_IN_FLIGHT = 5000;
const POLL_MS = 1000;
/** How soon rows are found that an operator offers again from elsewhere. */
const LOOK_MS = 5000;
/** What is committed meanwhile is placed together: a turn costs the same for one row and for many. */
const PACE_MS = 10;
/** Published rows are marked together. */
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

export function startRelay({ service, db, carrier, chains, report }: Options): Relay {
  const log = db.kernel.log;
  const lease = leaseOn(db, "relay");
  const inFlight = new Set<string>();
  const heads: Heads = new Map();
  let published: string[] = [];
  let marking: NodeJS.Timeout | undefined;
  let stopping = false;
  // Rows placed but not published: after a start, a failure, a lost store.
  let behind = true;
  let lookAt_ms = 0;
  let wakeUp: () => void = () => undefined;
  let woken = false;
  // Something was committed here; another copy has to be told if it leads.
  let own = false;

  const wake = () => {
    woken = true;
    wakeUp();
  };

  async function idle(): Promise<void> {
    if (woken || stopping) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wakeUp = resolve;
      timer = setTimeout(resolve, POLL_MS);
    });
    clearTimeout(timer);
  }

  function hand(row: LogRow): void {
    if (inFlight.has(row._id)) return;
    if (!carrier.healthy()) {
      behind = true;
      return;
    }
    inFlight.add(row._id);
    const events = envelopesOf(row);
    (events.length ? carrier.publish(service, events) : Promise.resolve())
      .then(() => {
        published.push(row._id);
        // Marked with the next turn; a burst is marked in one write.
        marking ??= setTimeout(wake, stopping ? 0 : MARK_WITHIN_MS);
      })
      .catch((error) => {
        behind = true;
        inFlight.delete(row._id);
        if (!stopping) report(error);
      });
  }

  async function markPublished(): Promise<void> {
    clearTimeout(marking);
    marking = undefined;
    if (published.length === 0) return;
    const ids = published;
    published = [];
    try {
      await log.updateMany(
        { _id: { $in: ids } },
        { $set: { published_at: new Date() }, $unset: { pending: 1 } },
      );
      for (const id of ids) inFlight.delete(id);
    } catch (error) {
      published = [...ids, ...published];
      throw error;
    }
  }

  /** True when there may be more to do at once. */
  async function turn(): Promise<boolean> {
    woken = false;
    await markPublished();
    if (!(await lease.hold())) {
      behind = true;
      heads.clear();
      // Another copy may be asleep; only what was committed here is worth a nudge.
      if (own) carrier.nudge(service);
      own = false;
      return false;
    }
    const rows = (await log
      .find({ pending: "sequence" })
      .sort({ ts: 1 })
      .limit(BATCH)
      .toArray()) as unknown as LogRow[];
    if (rows.length) for (const row of await placeBatch(db, rows, chains, heads)) hand(row);
    if (Date.now() > lookAt_ms) behind = true;
    if (behind && inFlight.size < MAX_IN_FLIGHT) {
      behind = false;
      lookAt_ms = Date.now() + LOOK_MS;
      const open = (await log
        .find({ pending: "publish", _id: { $nin: [...inFlight] } } as never)
        .sort({ ts: 1 })
        .limit(MAX_IN_FLIGHT)
        .toArray()) as unknown as LogRow[];
      for (const row of open) hand(row);
      if (open.length === MAX_IN_FLIGHT) behind = true;
    }
    return rows.length === BATCH;
  }

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        if (await turn()) continue;
        await idle();
        if (!stopping) await pause(PACE_MS);
      } catch (error) {
        if (stopping) return;
        report(error);
        woken = false;
        await idle();
      }
    }
  }

  carrier.nudged(service, wake);
  const running = run();
  return {
    wake() {
      own = true;
      wake();
    },
    republish() {
      offerAgain(db)
        .then(() => {
          behind = true;
          wake();
        })
        .catch(report);
    },
    async stop() {
      stopping = true;
      wake();
      await running;
      await markPublished().catch(report);
      await lease.release().catch(report);
    },
  };
}

/** Everything that was published in the last days is offered to its consumers again; their inboxes know what is done. */
export const offerAgain = (db: Database) =>
  db.kernel.log.updateMany(
    { _id: { $gte: firstIdAt(Date.now() - REPUBLISH_MS) }, published_at: { $exists: true } },
    { $set: { pending: "publish" }, $unset: { published_at: 1 } },
  );
