/**
 * Events that a consumer has given up on (EVT-4). They wait until a person inspects them, replays them or
 * discards them with a reason; the verifier and an export report them meanwhile.
 */
import type { ClientSession } from "mongoose";
import { invalid, notFound } from "../errors.ts";
import { compileInput, text } from "../fields/index.ts";
import { newId } from "../ids.ts";
import { messageOf } from "../message-of.ts";
import { type Meta, type OrgContext, systemActor } from "../meta.ts";
import type { Database, Row } from "../service/database.ts";
import type { Transact } from "../service/transact.ts";
import type { Envelope } from "./event.ts";

/** A dead letter in the list. */
export type DeadLetter = {
  id: string;
  consumer: string;
  type: string;
  event_id: string;
  org_id: string;
  error: string;
  attempts: number;
  at: string;
};

type GivenUp = { group: string; event: Envelope; error: unknown; attempts: number };

/** Stores an event that a consumer has given up on. */
export async function deadLetter(db: Database, { group, event, error, attempts }: GivenUp): Promise<void> {
  await db.kernel.dead_letters.updateOne(
    { _id: `${group}:${event.id}` },
    { $set: { group, event, org_id: event.org_id, error: messageOf(error), attempts, at: new Date() } },
    { upsert: true },
  );
}

const shown = ({ _id, group, event, org_id, error, attempts, at }: Row): DeadLetter => ({
  id: _id,
  consumer: group,
  type: event.type,
  event_id: event.id,
  org_id,
  error,
  attempts,
  at: new Date(at).toISOString(),
});

type Filter = Record<string, unknown>;

/** The latest dead letters. */
export async function deadLetters(db: Database, limit: number, filter: Filter): Promise<DeadLetter[]> {
  const rows = await db.kernel.dead_letters.find(filter).sort({ at: -1 }).limit(limit).toArray();
  return rows.map(shown);
}

async function letterOf(db: Database, id: string, filter: Filter): Promise<Row> {
  const row = await db.kernel.dead_letters.findOne({ ...filter, _id: id });
  if (!row) throw notFound("dead_letter", id);
  return row;
}

/** One dead letter, with its event. */
export async function findDeadLetter(
  db: Database,
  id: string,
  filter: Filter,
): Promise<DeadLetter & { event: Envelope }> {
  const row = await letterOf(db, id, filter);
  return { ...shown(row), event: row.event };
}

export type Replayed = {
  replayed: number;
  failed: number;
  /** The error of the last attempt. */
  error: string | null;
};

/** Replays dead letters; successful ones are removed, the others record this attempt. */
export async function replayDeadLetters(
  db: Database,
  react: (group: string, event: Envelope) => Promise<void>,
  filter: Filter,
): Promise<Replayed> {
  const counts: Replayed = { replayed: 0, failed: 0, error: null };
  for await (const { _id, group, event } of db.kernel.dead_letters.find(filter)) {
    try {
      await react(group, event as Envelope);
      await db.kernel.dead_letters.deleteOne({ _id });
      counts.replayed += 1;
    } catch (error) {
      counts.error = messageOf(error);
      const tried = { $set: { error: counts.error, at: new Date() }, $inc: { attempts: 1 } };
      await db.kernel.dead_letters.updateOne({ _id }, tried);
      counts.failed += 1;
    }
  }
  return counts;
}

/** The input for discarding a dead letter. */
export const discarding = { reason: text({ max: 500 }) };
const checkDiscarding = compileInput(discarding);

function reasonIn(given: unknown): string {
  const checked = checkDiscarding(given);
  if (!checked.ok) throw invalid(checked.violations);
  return String(checked.value.reason);
}

/** The actor of a discard: the caller; or, across tenants, an operator on behalf of the letter's tenant. */
function metaOf(meta: Meta, { mode, org_id }: Envelope): Meta {
  if (meta.org) return meta;
  const org: OrgContext = { id: org_id, slug: "", mode, currency: "", timezone: "UTC" };
  return {
    ...meta,
    org,
    actor: systemActor("operator"),
    scopes: ["*"],
    request_id: meta.request_id ?? newId(),
  };
}

export type Discarding = { id: string; given: unknown; filter: Filter };

/** Removes a dead letter for good: its event is done, and the audit record names actor and reason. */
export async function discardDeadLetter(
  db: Database,
  transact: Transact,
  meta: Meta,
  { id, given, filter }: Discarding,
): Promise<{ discarded: string }> {
  const why = reasonIn(given);
  const { group, event, error } = await letterOf(db, id, filter);
  const told = { consumer: group, event_id: event.id, type: event.type, error };
  const fields = Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, [value, null] as [unknown, unknown]]),
  );
  const changes = [{ kind: "dead_letter", id, version: 1, verb: "removed" as const, fields }];
  const also = async (session: ClientSession) => {
    const { deletedCount } = await db.kernel.dead_letters.deleteOne({ _id: id }, { session });
    if (deletedCount === 0) throw notFound("dead_letter", id);
    // A later delivery of the event then finds nothing to do.
    const done = { $setOnInsert: { at: new Date() } };
    await db.kernel.inbox.updateOne({ _id: `${group}:${event.id}` }, done, { session, upsert: true });
  };
  const unit = { action: `${group.split(".")[0]}.dead_letter.discard`, changes, reason: why, also };
  await transact(metaOf(meta, event), unit, async () => undefined);
  return { discarded: id };
}
