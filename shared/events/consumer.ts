/**
 * The receiving side of delivery: the inbox makes each effect happen once; too many failures make a dead
 * letter (EVT-1, EVT-4).
 */
import { type Meta, type OrgContext, systemActor } from "../meta.ts";
import type { Database } from "../service/database.ts";
import { isDuplicate } from "../service/duplicate.ts";
import { type Reader, readerOf } from "../service/reader.ts";
import type { Call } from "../service/reference.ts";
import type { Transact } from "../service/transact.ts";
import { type SilentWrite, silentWriteOf, type Tx } from "../service/tx.ts";
import { MAX_ATTEMPTS, type Subscription } from "./carrier.ts";
import { deadLetter } from "./dead-letters.ts";
import type { Envelope, EventDeclaration } from "./event.ts";
import { isUnavailable } from "./unavailable.ts";

type Common = {
  readonly name: string;
  /** Event declarations, or every event of the named services. */
  readonly on: readonly EventDeclaration[] | { everythingOf: readonly string[] };
  /**
   * Checked before the transaction: whether the event matters here, by the event alone or with a read. If it
   * does not, nothing is stored.
   */
  readonly concerns?: Concerns;
};

/**
 * Runs in one transaction with its inbox mark, alone or with other events of the same moment. If repetition
 * in any order is harmless, it runs as plain writes for all events of that moment.
 */
export type Reaction = Common &
  (
    | {
        readonly gather?: Gather;
        readonly run: (tx: Tx, event: Envelope, gathered: unknown) => Promise<void>;
      }
    | { readonly together: (tx: Tx, events: readonly Envelope[]) => Promise<void> }
    | { readonly repeat: (plain: Plain, events: readonly Envelope[]) => Promise<void> }
  );

/** Tools for a reaction whose repetition is harmless. */
export type Plain = { reader: Reader; write: SilentWrite };

/** Reads from other services before the transaction; a failed read leads to redelivery. */
type Gather<Data = unknown, G = unknown> = (call: Call, event: Envelope<Data>) => Promise<G>;

type Concerns<Data = unknown> = (event: Envelope<Data>, reader: Reader) => boolean | Promise<boolean>;

type On<Data> =
  | EventDeclaration<Data>
  | readonly EventDeclaration<Data>[]
  | { everythingOf: readonly string[] };

/** Reacts to another service's event; runs in one transaction with its inbox mark. */
export function reaction<Data, G = undefined>(
  name: string,
  on: On<Data>,
  does:
    | ((tx: Tx, event: Envelope<Data>) => Promise<void>)
    | { gather: Gather<Data, G>; run: (tx: Tx, event: Envelope<Data>, gathered: G) => Promise<void> },
  concerns?: Concerns<Data>,
): Reaction {
  const steps = typeof does === "function" ? { run: does } : does;
  return {
    name,
    on: sourcesOf(on),
    ...(steps as { run: (tx: Tx, event: Envelope, gathered: unknown) => Promise<void> }),
    ...(concerns ? { concerns: concerns as Concerns } : {}),
  };
}

/**
 * Like `reaction`, for bookkeeping without records of its own: a tenant's events of the same moment run in
 * one transaction, each with its mark.
 */
export const together = <Data>(
  name: string,
  on: On<Data>,
  run: (tx: Tx, events: readonly Envelope<Data>[]) => Promise<void>,
  concerns?: Concerns<Data>,
): Reaction => ({
  name,
  on: sourcesOf(on),
  together: run as (tx: Tx, events: readonly Envelope[]) => Promise<void>,
  ...(concerns ? { concerns: concerns as Concerns } : {}),
});

/**
 * A reaction that may run twice or in another order with the same result: its rows have ids derived from the
 * event (INV-25). A tenant's events of the same moment run together.
 */
export const repeatable = <Data>(
  name: string,
  on: EventDeclaration<Data> | readonly EventDeclaration<Data>[],
  repeat: (plain: Plain, events: readonly Envelope<Data>[]) => Promise<void>,
): Reaction => ({
  name,
  on: sourcesOf(on),
  repeat: repeat as (plain: Plain, events: readonly Envelope[]) => Promise<void>,
});

const sourcesOf = (on: unknown): Reaction["on"] =>
  (Array.isArray(on) || "everythingOf" in (on as object) ? on : [on]) as Reaction["on"];

/** The meta of a reaction: the system acts for the event's tenant. */
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

/** The database, transactions and calls of a reaction, and its group. */
export type Way = { db: Database; transact: Transact; callFor: (meta: Meta) => Call; group: string };

/** Runs the reaction once in effect; a second delivery finds the inbox mark and does nothing. */
export async function react(way: Way, reaction: Reaction, event: Envelope): Promise<void> {
  if (await isConcerned(way, reaction, event)) await reactAlone(way, reaction, event);
}

const isConcerned = ({ db, group }: Way, { concerns }: Reaction, event: Envelope) =>
  concerns ? concerns(event, readerOf(db, metaOfEvent(event, group))) : true;

async function reactAlone(way: Way, reaction: Reaction, event: Envelope): Promise<void> {
  try {
    await reactTo(way, reaction, [event]);
  } catch (error) {
    if (!(isDuplicate(error) && isInboxMark(error))) throw error;
  }
}

/** Reacts to several events of one tenant, or to a single one unless the reaction takes several. */
async function reactTo(way: Way, reaction: Reaction, events: readonly Envelope[]): Promise<void> {
  const { db, transact, callFor, group } = way;
  const meta = metaOfEvent(events[0]!, group);
  if ("repeat" in reaction)
    return reaction.repeat({ reader: readerOf(db, meta), write: silentWriteOf(db, meta) }, events);
  const unit = { action: reaction.name, inbox: events.map((event) => markOf(way, event)) };
  if ("together" in reaction) {
    await transact(meta, unit, (tx) => reaction.together(tx, events));
    return;
  }
  const gathered = await reaction.gather?.(callFor(meta), events[0]!);
  await transact(meta, unit, (tx) => reaction.run(tx, events[0]!, gathered));
}

const markOf = ({ group }: Way, event: Envelope) => `${group}:${event.id}`;
const isInboxMark = (error: { message: string }) => error.message.includes("_inbox");

/** Events of one tenant that arrive within this time run together. */
const TOGETHER_MS = 5;
const MOST_TOGETHER = 100;

type Waiting = { event: Envelope; done: () => void; failed: (error: unknown) => void };

type Gathered = Extract<Reaction, { together: unknown } | { repeat: unknown }>;

/** Passes on each event together with all that wait; if that fails, each runs by itself. */
function gathering(way: Way, reaction: Gathered) {
  const waiting = new Map<string, Waiting[]>();

  async function all(some: readonly Waiting[]): Promise<void> {
    try {
      await reactTo(
        way,
        reaction,
        some.map(({ event }) => event),
      );
      for (const { done } of some) done();
    } catch (error) {
      if (isUnavailable(error)) {
        for (const { failed } of some) failed(error);
        return;
      }
      // One of them was done before or cannot be done: it must not hold up the others.
      for (const { event, done, failed } of some) await reactAlone(way, reaction, event).then(done, failed);
    }
  }

  return (event: Envelope): Promise<void> =>
    new Promise((done, failed) => {
      const one = { event, done, failed };
      const there = waiting.get(event.org_id);
      if (there && there.length < MOST_TOGETHER) return void there.push(one);
      const some = [one];
      waiting.set(event.org_id, some);
      setTimeout(() => {
        if (waiting.get(event.org_id) === some) waiting.delete(event.org_id);
        all(some);
      }, TOGETHER_MS);
    });
}

export function subscriptionOf(
  way: Way,
  each: Reaction,
  report: (error: unknown, event: Envelope) => void,
): Subscription {
  const { db, group } = way;
  const done = "run" in each ? (event: Envelope) => reactAlone(way, each, event) : gathering(way, each);
  return {
    group,
    sources:
      "everythingOf" in each.on
        ? each.on.everythingOf.map((from) => ({ service: from, type: "*" }))
        : each.on.map((event) => ({ service: event.service, type: event.type })),
    async handle(event, attempt) {
      try {
        if (await isConcerned(way, each, event)) await done(event);
      } catch (error) {
        report(error, event);
        if (attempt < MAX_ATTEMPTS || isUnavailable(error)) throw error;
        await deadLetter(db, { group, event, error, attempts: attempt });
      }
    },
  };
}
