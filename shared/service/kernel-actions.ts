/** Actions that every service has: those that the kernel calls, and those for the operator only. */
import { nowMs } from "../clock.ts";
import { react } from "../events/consumer.ts";
import {
  type DeadLetter,
  deadLetters,
  discardDeadLetter,
  findDeadLetter,
  type Replayed,
  replayDeadLetters,
} from "../events/dead-letters.ts";
import type { Envelope } from "../events/event.ts";
import { offerAgain } from "../events/relay.ts";
import { count, type FieldTable, flag, id, json, list, text } from "../fields/index.ts";
import { madeAt } from "../ids.ts";
import { tenantOf } from "../resource/query.ts";
import { auditPage, changesAfter } from "./audit.ts";
import { countCarried } from "./carried-log.ts";
import type { Database } from "./database.ts";
import type { ServiceDefinition } from "./definition.ts";
import { type Owner, ownersOf } from "./owners.ts";
import type { ActionRef } from "./reference.ts";
import type { referencesOf } from "./references.ts";
import type { Runtime } from "./runtime.ts";
import { countTenantRows, removeTenantRows } from "./tenant-rows.ts";
import type { ActionHandler } from "./verbs.ts";

type KernelAction = {
  input: FieldTable;
  /** Called across tenants. */
  operator?: boolean;
};

const one = { id: text(), org_id: id({ optional: true }) };

export const kernelActions = {
  "references.find": { input: { resource: text(), ids: list(id()) } },
  "changes.pull": { input: { after: count(), limit: count() } },
  "audit.list": {
    input: {
      entity_id: id({ optional: true }),
      kind: text({ optional: true }),
      actor_id: text({ optional: true }),
      action: text({ optional: true }),
      access: text({ optional: true }),
      shown_id: id({ optional: true }),
      /** Callers must have checked that the organization operates the installation. */
      of_installation: flag({ optional: true }),
      from: text({ optional: true }),
      to: text({ optional: true }),
      after: list(text(), { optional: true }),
      limit: count({ optional: true }),
    },
  },
  "kernel.batch": { input: { steps: list(json()), check: flag({ optional: true }) } },
  "kernel.status": { input: {}, operator: true },
  "kernel.dead_letters": {
    input: { limit: count({ optional: true }), org_id: id({ optional: true }) },
    operator: true,
  },
  "kernel.dead_letter": { input: one, operator: true },
  "kernel.discard": { input: { ...one, given: json() }, operator: true },
  "kernel.replay": { input: { ...one, id: text({ optional: true }) }, operator: true },
  "kernel.republish": { input: {}, operator: true },
  "kernel.owners": { input: { resource: text(), ids: list(id()) }, operator: true },
  "kernel.empty": { input: { org_ids: list(id()), count_only: flag({ default: false }) }, operator: true },
} as const satisfies Record<string, KernelAction>;

export type KernelActionName = keyof typeof kernelActions;

/** The kernel's tools beside a service's runtime. */
export type KernelContext = {
  definition: ServiceDefinition;
  runtime: Runtime;
  references: ReturnType<typeof referencesOf>;
  relay: { wake(): void; lag(): Promise<Record<string, number>> };
};

/** All of them except the batch, which needs the service's commands. */
export function kernelHandlers({
  definition,
  runtime,
  references,
  relay,
}: KernelContext): Record<Exclude<KernelActionName, "kernel.batch">, ActionHandler> {
  const { name, resources, reactions = [] } = definition;
  const { db, transact } = runtime;
  const reactAgain = async (group: string, event: Envelope) => {
    const each = reactions.find((one) => `${name}.${one.name}` === group);
    if (!each) throw new Error(`There is no consumer '${group}' any more.`);
    await react({ ...runtime, group }, each, event);
  };
  return {
    "references.find": (input, meta) => references.find(String(input.resource), input.ids as string[], meta),
    "audit.list": (input, meta) => auditPage(db, resources, meta, input),
    "changes.pull": (input, meta) => changesAfter(db, meta, Number(input.after), Number(input.limit)),
    "kernel.status": () => statusOf(db, definition, relay.lag),
    "kernel.dead_letters": (input) => deadLetters(db, Number(input.limit ?? 100), tenantFilter(input)),
    "kernel.dead_letter": (input) => findDeadLetter(db, String(input.id), tenantFilter(input)),
    "kernel.discard": (input, meta) =>
      discardDeadLetter(db, transact, meta, {
        id: String(input.id),
        given: input.given,
        filter: tenantFilter(input),
      }),
    "kernel.replay": (input) =>
      replayDeadLetters(db, reactAgain, {
        ...(input.id ? { _id: input.id } : {}),
        ...tenantFilter(input),
      }),
    "kernel.republish": async () => {
      const { modifiedCount } = await offerAgain(db);
      relay.wake();
      return { commands: modifiedCount };
    },
    "kernel.owners": (input) => ownersOf(db, resources, String(input.resource), input.ids as string[]),
    "kernel.empty": async (input) => {
      const ids = input.org_ids as string[];
      const { connection } = db;
      const rows = await (input.count_only
        ? countTenantRows(connection, ids)
        : removeTenantRows(connection, ids));
      return { rows };
    },
  };
}

/** An operator's view of a service: waiting work, its age, and its connections. */
export type ServiceStatus = {
  service: string;
  unpublished: number;
  oldest_unpublished_ms: number;
  /** Events that wait for this service's consumers; null while the carrier does not answer. */
  lag: number | null;
  dead_letters: number;
  sagas: number;
  oldest_saga_ms: number;
  pool: { open: number; in_use: number; waiting: number };
};

/** Dead letters of a service across tenants, for the operator only. */
export const kernelDeadLetters = (
  service: string,
): ActionRef<{ limit?: number; org_id?: string }, DeadLetter[]> => ({
  name: `${service}.kernel.dead_letters`,
});
/** Removes all rows of these tenants (DEL-7), or counts them. */
export const kernelEmpty = (
  service: string,
): ActionRef<{ org_ids: string[]; count_only?: boolean }, { rows: number }> => ({
  name: `${service}.kernel.empty`,
});
/** Of these ids those that exist, whosesoever they are: for telling a guess at a foreign id from a mistake (AUD-2). */
export const kernelOwners = (service: string): ActionRef<{ resource: string; ids: string[] }, Owner[]> => ({
  name: `${service}.kernel.owners`,
});
export const kernelReplay = (service: string): ActionRef<{ id?: string; org_id?: string }, Replayed> => ({
  name: `${service}.kernel.replay`,
});
export const kernelDeadLetter = (
  service: string,
): ActionRef<{ id: string; org_id?: string }, DeadLetter & { event: Envelope }> => ({
  name: `${service}.kernel.dead_letter`,
});
export const kernelDiscard = (
  service: string,
): ActionRef<{ id: string; given: unknown; org_id?: string }, { discarded: string }> => ({
  name: `${service}.kernel.discard`,
});
export const kernelRepublish = (service: string): ActionRef<object, { commands: number }> => ({
  name: `${service}.kernel.republish`,
});
const tenantFilter = ({ org_id }: Record<string, unknown>) =>
  org_id === undefined ? {} : { org_id: tenantOf(org_id) };

export const kernelStatus = (service: string): ActionRef<object, ServiceStatus> => ({
  name: `${service}.kernel.status`,
});

const lagOf = (waiting: Record<string, number>, service: string): number =>
  Object.entries(waiting)
    .filter(([consumer]) => consumer.startsWith(`${service}.`))
    .reduce((sum, [, events]) => sum + events, 0);

async function statusOf(
  db: Database,
  { name: service, resources }: ServiceDefinition,
  lag: () => Promise<Record<string, number>>,
): Promise<ServiceStatus> {
  const { log, dead_letters, sagas } = db.kernel;
  // A record moves from its document to the log: counted the other way round, it could be missed in both.
  const carried = await countCarried(db, resources.filter(db.collections.known));
  const [unpublished, letters, running, waiting, [oldest], [first]] = await Promise.all([
    log.countDocuments({ pending: { $exists: true } }),
    dead_letters.estimatedDocumentCount(),
    sagas.countDocuments({ lease_until: { $exists: true } }),
    lag().catch(() => null),
    log
      .find({ pending: { $exists: true } })
      .sort({ pending: 1, ts: 1 })
      .limit(1)
      .toArray(),
    sagas
      .find({ lease_until: { $exists: true } })
      .sort({ _id: 1 })
      .limit(1)
      .toArray(),
  ]);
  const since = (at_ms: number) => Math.max(0, nowMs() - at_ms);
  return {
    service,
    unpublished: unpublished + carried.rows,
    oldest_unpublished_ms: Math.max(
      0,
      ...[oldest?.at, carried.oldest].map((at) => (at ? since(Date.parse(at)) : 0)),
    ),
    lag: waiting && lagOf(waiting, service),
    dead_letters: letters,
    sagas: running,
    oldest_saga_ms: first ? since(madeAt(first._id)) : 0,
    pool: db.pool(),
  };
}
