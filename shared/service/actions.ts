/** The actions of a service: its resources' verbs, its operations, and what every service answers. */
import { nowMs } from "../clock.ts";
import { fail, invalid } from "../errors.ts";
import { react } from "../events/consumer.ts";
import {
  type DeadLetter,
  deadLetter,
  deadLetters,
  discardDeadLetter,
  type Replayed,
  replayDeadLetters,
} from "../events/dead-letters.ts";
import type { Envelope } from "../events/event.ts";
import { offerAgain } from "../events/relay.ts";
import { compileInput, type FieldTable } from "../fields/index.ts";
import { madeAt } from "../ids.ts";
import { missingIn } from "../meta.ts";
import { tenantOf } from "../resource/query.ts";
import type { AnyResource } from "../resource/resource.ts";
import { auditPage, changesAfter } from "./audit.ts";
import { batchHandler, type Command } from "./batch.ts";
import type { Database } from "./database.ts";
import type { ServiceDefinition } from "./definition.ts";
import { actionOf } from "./flows.ts";
import type { Handler } from "./operation.ts";
import { readerOf } from "./reader.ts";
import type { ActionRef } from "./reference.ts";
import { type References, referencesOf, wantedOf } from "./references.ts";
import type { Runtime } from "./runtime.ts";
import { type ActionHandler, readsOf, writesOf } from "./verbs.ts";
import { refuseRestricted } from "./visible.ts";

/** Whether what is shown of a resource is not what is stored. */
const needsView = ({ columns }: AnyResource): boolean =>
  Object.values(columns as FieldTable).some(
    ({ facets }) => facets.derived || (facets.sealed && !facets.hidden),
  );

/** Every action by the part of its name behind the service; one declared twice is a mistake. */
export function actionNames({ resources, handlers, name, views = [] }: ServiceDefinition): string[] {
  const own = handlers.map((handler) => handler.operation.name.slice(name.length + 1));
  // A service may answer `many` itself, when what `expand` shows has to be worked out.
  const many = resources.map((resource) => `${resource.name}.many`).filter((each) => !own.includes(each));
  const verbs = resources.flatMap((resource) => resource.verbs.map((verb) => `${resource.name}.${verb}`));
  const all = [
    ...many,
    ...verbs,
    ...own,
    "references.find",
    "changes.pull",
    "audit.list",
    "kernel.batch",
    "kernel.dead_letters",
    "kernel.dead_letter",
    "kernel.discard",
    "kernel.status",
    "kernel.replay",
    "kernel.republish",
  ];
  for (const resource of resources) {
    const verbs = [...many, ...resource.verbs.map((verb) => `${resource.name}.${verb}`)];
    const plain = verbs.filter((each) => each.startsWith(`${resource.name}.`) && !own.includes(each));
    if (plain.length && needsView(resource) && !views.some((each) => each.resource === resource))
      throw new TypeError(`'${name}.${plain[0]}' would show what is sealed or derived: it needs a view.`);
  }
  const twice = all.find((each, i) => all.indexOf(each) !== i);
  if (twice) throw new TypeError(`The action '${name}.${twice}' is declared twice.`);
  return all;
}

/** The handler of each action. */
export function actionsOf(
  definition: ServiceDefinition,
  runtime: Runtime,
  relay: { wake(): void; lag(): Promise<Record<string, number>> },
): Record<string, ActionHandler> {
  const { name, resources, handlers, reactions = [], views = [] } = definition;
  const { db, callFor, transact } = runtime;
  const references = referencesOf(name, resources, db, callFor);
  const reactAgain = async (group: string, event: Envelope) => {
    const each = reactions.find((one) => `${name}.${one.name}` === group);
    if (!each) throw new Error(`There is no consumer '${group}' any more.`);
    await react(group, each, event, db, transact);
  };
  const actions: Record<string, ActionHandler> = {
    "references.find": (input, meta) => references.find(String(input.resource), input.ids as string[], meta),
    "audit.list": (input, meta) => auditPage(db, meta, input),
    "changes.pull": (input, meta) => changesAfter(db, meta, Number(input.after), Number(input.limit)),
    "kernel.status": () => statusOf(db, name, relay.lag),
    "kernel.dead_letters": (input) => deadLetters(db, Number(input.limit ?? 100), tenantFilter(input)),
    "kernel.dead_letter": (input) => deadLetter(db, String(input.id), tenantFilter(input)),
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
  };
  const commands: Record<string, Command> = {};
  for (const resource of resources) {
    const view = views.find((each) => each.resource === resource);
    for (const [verb, read] of Object.entries(readsOf(resource, runtime, view)))
      actions[`${resource.name}.${verb}`] = async (input, meta, headers) => {
        refuseRestricted(resource, meta);
        return read(input, meta, headers);
      };
    for (const [verb, write] of Object.entries(writesOf(resource, view)))
      commands[`${resource.name}.${verb}`] = (input, meta) => {
        refuseRestricted(resource, meta);
        return write(input, meta);
      };
  }
  for (const handler of handlers) {
    const short = handler.operation.name.slice(name.length + 1);
    const about = resources.find((each) => short.startsWith(`${each.name}.`));
    if (handler.mode === "command") commands[short] = commandOf(handler, about);
    else actions[short] = actionOf(handler, runtime, references);
  }
  for (const [short, write] of Object.entries(commands))
    actions[short] = alone(`${name}.${short}`, write, runtime, references);
  actions["kernel.batch"] = batchHandler(commands, references, runtime);
  const beyond = new Set([
    ...handlers.filter(({ mode }) => mode === "global").map(({ operation }) => operation.name),
    ...operatorsOwn.map((short) => `${name}.${short}`),
  ]);
  for (const [short, run] of Object.entries(actions))
    if (!beyond.has(`${name}.${short}`)) actions[short] = forTenant(run);
  return actions;
}

/** Asked past all tenants. */
const operatorsOwn = [
  "kernel.status",
  "kernel.dead_letters",
  "kernel.dead_letter",
  "kernel.discard",
  "kernel.replay",
  "kernel.republish",
];

/** Refuses a call that does not say for whom it is: one of another service's code, for the gateway always says it. */
const forTenant =
  (run: ActionHandler): ActionHandler =>
  async (input, meta, headers) => {
    const missing = missingIn(meta);
    if (missing.length === 0) return run(input, meta, headers);
    const message = `The call's meta must tell for whom it is: org {id, mode, currency, timezone}, actor {kind, id}, scopes and request_id (docs/events.md has an example). Missing: ${missing.join(", ")}.`;
    throw fail(meta.org ? "unprocessable" : "unauthorized", message, { missing });
  };

/** One command by itself. */
function alone(
  action: string,
  write: Command,
  { db, callFor, execute }: Runtime,
  references: References,
): ActionHandler {
  return async (input, meta, headers) => {
    const { wanted, gather, run } = write(input, meta);
    return execute(meta, headers, action, {
      // Behind the key's answer: a repeated request is answered alike, whatever has become of what it refers to.
      async prepare() {
        await references.verify(wanted, meta);
        return gather(callFor(meta), readerOf(db, meta));
      },
      run,
    });
  };
}

/** `about`: the resource that the operation belongs to. */
function commandOf(
  { operation, gather, verifies = [], run }: Extract<Handler, { mode: "command" }>,
  about: AnyResource | undefined,
): Command {
  const validate = compileInput(operation.input, operation.change ? "change" : "whole");
  return (input, meta) => {
    refuseRestricted(operation, meta);
    const checked = validate(input);
    if (!checked.ok) throw invalid(checked.violations, checked.count);
    const value = checked.value as never;
    const { id } = checked.value;
    const holder = operation.change && about ? { resource: about, id: String(id) } : undefined;
    return {
      wanted: wantedOf(operation.input, value, holder).filter(
        ({ pointer }) => !verifies.includes(pointer.slice(1)),
      ),
      gather: async (call, reader) => gather?.(call, value, meta, reader),
      run: (tx, gathered) => run(tx, value, gathered as never),
    };
  };
}

/** What an operator watches of a service: work that waits, how long already, and its connections. */
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

/** What only an operator asks of a service, past all tenants. */
export const kernelDeadLetters = (
  service: string,
): ActionRef<{ limit?: number; org_id?: string }, DeadLetter[]> => ({
  name: `${service}.kernel.dead_letters`,
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
  service: string,
  lag: () => Promise<Record<string, number>>,
): Promise<ServiceStatus> {
  const { log, dead_letters, sagas } = db.kernel;
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
    unpublished,
    oldest_unpublished_ms: oldest ? since(Date.parse(oldest.at)) : 0,
    lag: waiting && lagOf(waiting, service),
    dead_letters: letters,
    sagas: running,
    oldest_saga_ms: first ? since(madeAt(first._id)) : 0,
    pool: db.pool(),
  };
}
