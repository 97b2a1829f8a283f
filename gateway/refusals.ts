/**
 * Refusals (AUD-2): counted in memory by caller, status and hour, and recorded in batches, so that a hostile caller cannot fill
 * the disk. The first batch of an hour is written within seconds, the rest when the hour is over or the gateway stops; a kill
 * loses at most what was counted since.
 */
import { instantOf, nowMs } from "../shared/clock.ts";
import { INSTALLATION } from "../shared/installation.ts";
import { type Meta, systemActor } from "../shared/meta.ts";
import { metaOf } from "./caller.ts";
import type { Exchange } from "./exchange.ts";
import type { Noted } from "./kit/route.ts";
import type { Problem } from "./problem.ts";

/** What a caller looked for and was told not to exist: our name of it, and its id. */
type Sought = { what: string; id: string };
type Refused = {
  /** Null: nobody we know. */
  meta: Meta | null;
  request_id: string;
  status: number;
  operation: string;
  sought?: Sought | undefined;
};

type Owner = { id: string; org_id: string; is_deleted: boolean };
type Parts = {
  note(meta: Meta, access: Noted & { operation: string }): Promise<unknown>;
  /** Of these ids those that exist, in any organization. */
  owners(what: string, ids: string[]): Promise<readonly Owner[]>;
  report(error: unknown): void;
  now?: () => number;
};

export type Refusals = {
  /** Counts a refused request of a route. */
  count(exchange: Exchange, problem: Problem): void;
  /** Records what is due, or `everything`. */
  write(everything?: boolean): Promise<void>;
};

type Counter = {
  meta: Meta;
  hour: number;
  isRecorded: boolean;
  access: Noted & { operation: string; since: string };
};
type Missed = Refused & { meta: Meta; sought: Sought };

const HOUR_MS = 3_600_000;
/** Beyond these, refusals are not counted until the next batch. */
const MOST_COUNTERS = 10_000;
const MOST_MISSED = 1000;

const installation = { id: INSTALLATION, slug: "", mode: "live", currency: "USD", timezone: "UTC" } as const;
/** Callers without a credential of ours are one, so that their addresses do not make rows. */
const nobody = (request_id: string): Meta => ({
  ...{ org: installation, actor: systemActor("nobody"), scopes: [], request_id },
});

const COUNTED = new Set<number>([401, 403, 404]);

function refusedOf(exchange: Exchange, { status, what, details: { id } }: Problem): Refused | null {
  const { route, principal, request_id } = exchange;
  if (!route || !COUNTED.has(status)) return null;
  return {
    ...{ request_id, status, operation: `${route.method} ${route.path}` },
    meta: metaOf(exchange, principal ?? null),
    sought: what && typeof id === "string" ? { what, id } : undefined,
  };
}

type State = Omit<Parts, "now"> & { now: () => number; counters: Map<string, Counter>; missed: Missed[] };

const hourOf = (at_ms: number): number => Math.floor(at_ms / HOUR_MS);

function add(
  { counters, now }: State,
  meta: Meta,
  { status, operation }: Refused,
  caller_org_id?: string,
): void {
  const hour = hourOf(now());
  const key = [meta.org.id, caller_org_id, meta.actor.id, status, hour].join(" ");
  const at = instantOf(now());
  const counter = counters.get(key);
  if (counter) {
    const { access } = counter;
    if (access.rows === 0) access.since = at;
    Object.assign(access, { rows: access.rows + 1, until: at });
  } else if (counters.size < MOST_COUNTERS) {
    const about = { kind: "refusal" as const, rows: 1, operation, status, since: at, until: at };
    const access = { ...about, ...(caller_org_id ? { caller_org_id } : {}) };
    counters.set(key, { meta, hour, isRecorded: false, access });
  }
}

/** Of the caller's own organization for itself; of another for the installation alone, because its existence is no caller's business. */
function addMissed(state: State, one: Missed, owner: Owner | undefined): void {
  const { meta } = one;
  if (!owner) return;
  if (owner.org_id !== meta.org.id) add(state, { ...meta, org: installation }, one, meta.org.id);
  else if (!owner.is_deleted) add(state, meta, one);
}

/** Counts those that exist. */
async function sortMissed(state: State): Promise<void> {
  const looked = state.missed;
  state.missed = [];
  for (const [what, each] of Map.groupBy(looked, ({ sought }) => sought.what)) {
    const found = await state.owners(what, [...new Set(each.map(({ sought }) => sought.id))]);
    const byId = new Map(found.map((owner) => [owner.id, owner]));
    for (const one of each) addMissed(state, one, byId.get(one.sought.id));
  }
}

/** Whether it could be written. */
async function record({ note, report }: State, counter: Counter): Promise<boolean> {
  const { access, meta } = counter;
  const told = { ...access };
  access.rows = 0;
  try {
    await note(meta, told);
    counter.isRecorded = true;
    return true;
  } catch (error) {
    access.rows += told.rows;
    access.since = told.since;
    report(error);
    return false;
  }
}

async function writeDue(state: State, everything: boolean): Promise<void> {
  const { counters, report, now } = state;
  await sortMissed(state).catch(report);
  const hour = hourOf(now());
  for (const [key, counter] of counters) {
    const isOver = counter.hour !== hour;
    const isDue = everything || isOver || !counter.isRecorded;
    // What refuses one would refuse, or delay, the others as well.
    if (counter.access.rows > 0 && isDue && !(await record(state, counter))) return;
    if (isOver && counter.access.rows === 0) counters.delete(key);
  }
}

export function refusals({ now = nowMs, ...parts }: Parts): Refusals {
  const state: State = { ...parts, now, counters: new Map(), missed: [] };
  let writing: Promise<void> = Promise.resolve();
  return {
    count(exchange, problem) {
      const refused = refusedOf(exchange, problem);
      if (!refused) return;
      const { meta, status, request_id, sought } = refused;
      if (status === 404) {
        if (meta && sought && state.missed.length < MOST_MISSED)
          state.missed.push({ ...refused, meta, sought });
      } else if (meta) add(state, meta, refused);
      else if (status === 401) add(state, nobody(request_id), refused);
    },
    write(everything = false) {
      writing = writing.then(() => writeDue(state, everything));
      return writing;
    },
  };
}
