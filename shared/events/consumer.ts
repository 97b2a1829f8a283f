/** A reaction's side of delivery: once in effect by the inbox, dead letters after too many tries (EVT-1, EVT-4). */
import { isFailure } from "../errors.ts";
import { type Meta, type OrgContext, systemActor } from "../meta.ts";
import type { Database } from "../service/database.ts";
import { isDuplicate } from "../service/duplicate.ts";
import { type Reader, readerOf } from "../service/reader.ts";
import type { Transact } from "../service/transact.ts";
import { type Tx, type Write, writeOf } from "../service/tx.ts";
import { MAX_ATTEMPTS, type Subscription } from "./carrier.ts";
import type { Envelope, EventDeclaration } from "./event.ts";

type Common = {
  readonly name: string;
  /** Event declarations, or every event of the named services. */
  readonly on: readonly EventDeclaration[] | { everythingOf: readonly string[] };
  /**
   * Asked before the transaction whether the event concerns anything here: by the event alone, or with a read. Of one that
   * does not, nothing is stored.
   */
  readonly concerns?: Concerns;
};

/** In one transaction with its inbox mark; or, when doing it again in any order changes nothing, by plain writes. */
export type Reaction = Common &
  (
    | { readonly run: (tx: Tx, event: Envelope) => Promise<void> }
    | { readonly repeat: (plain: Plain, event: Envelope) => Promise<void> }
  );

/** What a reaction may use that is the same however often it runs. */
export type Plain = { reader: Reader; write: Write };

type Concerns<Data = unknown> = (event: Envelope<Data>, reader: Reader) => boolean | Promise<boolean>;

/** What we do when another service's event arrives; runs in one transaction with its inbox mark. */
export function reaction<Data>(
  name: string,
  on: EventDeclaration<Data> | readonly EventDeclaration<Data>[] | { everythingOf: readonly string[] },
  run: (tx: Tx, event: Envelope<Data>) => Promise<void>,
  concerns?: Concerns<Data>,
): Reaction {
  return {
    name,
    on: sourcesOf(on),
    run: run as (tx: Tx, event: Envelope) => Promise<void>,
    ...(concerns ? { concerns: concerns as Concerns } : {}),
  };
}

/** What we do when doing it twice, or in another order, comes to the same: rows under ids of the event's own (INV-25). */
export const repeatable = <Data>(
  name: string,
  on: EventDeclaration<Data> | readonly EventDeclaration<Data>[],
  repeat: (plain: Plain, event: Envelope<Data>) => Promise<void>,
): Reaction => ({
  name,
  on: sourcesOf(on),
  repeat: repeat as (plain: Plain, event: Envelope) => Promise<void>,
});

const sourcesOf = (on: unknown): Reaction["on"] =>
  (Array.isArray(on) || "everythingOf" in (on as object) ? on : [on]) as Reaction["on"];

/** Who a reaction acts as: the system, for the event's tenant. */
export function metaOfEvent(event: Envelope, group: string): Meta {
  const org: OrgContext = { id: event.org_id, slug: "", mode: event.mode, currency: "", timezone: "UTC" };
  return {
    org,
    actor: systemActor(group),
    scopes: ["*"],
    request_id: event.request_id,
    causation_id: event.id,
  };
}

/** Runs the reaction once in effect; a second delivery finds the inbox mark and does nothing. */
export async function react(
  group: string,
  reaction: Reaction,
  event: Envelope,
  db: Database,
  transact: Transact,
): Promise<void> {
  const meta = metaOfEvent(event, group);
  const reader = readerOf(db, meta);
  if (reaction.concerns && !(await reaction.concerns(event, reader))) return;
  if ("repeat" in reaction) return reaction.repeat({ reader, write: writeOf(db, meta) }, event);
  const { name, run } = reaction;
  try {
    await transact(meta, { action: name, inbox: `${group}:${event.id}` }, (tx) => run(tx, event));
  } catch (error) {
    if (!(isDuplicate(error) && isInboxMark(error))) throw error;
  }
}

const isInboxMark = (error: { message: string }) => error.message.includes("_inbox");

export function subscriptionOf(
  service: string,
  each: Reaction,
  db: Database,
  transact: Transact,
  report: (error: unknown, event: Envelope) => void,
): Subscription {
  const group = `${service}.${each.name}`;
  return {
    group,
    sources:
      "everythingOf" in each.on
        ? each.on.everythingOf.map((from) => ({ service: from, type: "*" }))
        : each.on.map((event) => ({ service: event.service, type: event.type })),
    async handle(event, attempt) {
      try {
        await react(group, each, event, db, transact);
      } catch (error) {
        report(error, event);
        if (attempt < MAX_ATTEMPTS) throw error;
        await bury(db, group, event, error, attempt);
      }
    },
  };
}

async function bury(
  db: Database,
  group: string,
  event: Envelope,
  error: unknown,
  attempts: number,
): Promise<void> {
  const message = isFailure(error) || error instanceof Error ? error.message : String(error);
  await db.kernel.dead_letters.updateOne(
    { _id: `${group}:${event.id}` },
    { $set: { group, event, org_id: event.org_id, error: message, attempts, at: new Date() } },
    { upsert: true },
  );
}

/** An event that its consumer has given up. */
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

/** The latest of them. */
export async function deadLetters(
  db: Database,
  limit: number,
  filter: Record<string, unknown>,
): Promise<DeadLetter[]> {
  const rows = await db.kernel.dead_letters.find(filter).sort({ at: -1 }).limit(limit).toArray();
  return rows.map(({ _id, group, event, org_id, error, attempts, at }) => ({
    id: _id,
    consumer: group,
    type: event.type,
    event_id: event.id,
    org_id,
    error,
    attempts,
    at: new Date(at).toISOString(),
  }));
}

/** Hands dead letters to their reactions again; those that succeed are gone. */
export async function replayDeadLetters(
  db: Database,
  service: string,
  reactions: readonly Reaction[],
  transact: Transact,
  filter: Record<string, unknown> = {},
): Promise<{ replayed: number; failed: number }> {
  const counts = { replayed: 0, failed: 0 };
  for await (const letter of db.kernel.dead_letters.find(filter)) {
    const each = reactions.find((one) => `${service}.${one.name}` === letter.group);
    try {
      if (!each) throw new Error(`No reaction '${letter.group}'.`);
      await react(letter.group, each, letter.event as Envelope, db, transact);
      await db.kernel.dead_letters.deleteOne({ _id: letter._id });
      counts.replayed += 1;
    } catch {
      counts.failed += 1;
    }
  }
  return counts;
}
