/**
 * A service: what it owns, does, reacts to and starts, as one literal. From it the Moleculer schema: actions with their
 * checks, the database, the relay, the consumers, the sagas and the schedules, started and stopped in order.
 */
import type { Context, ServiceSchema } from "moleculer";
import { isPartAway } from "../away.ts";
import { fail, isFailure } from "../errors.ts";
import { subscriptionOf } from "../events/consumer.ts";
import type { Envelope } from "../events/event.ts";
import { leaseOn } from "../events/lease.ts";
import { startRelay } from "../events/relay.ts";
import type { Headers, Meta } from "../meta.ts";
import { startSagas } from "../saga/runner.ts";
import { actionNames, actionsOf } from "./actions.ts";
import { answered } from "./answers.ts";
import { type Database, openDatabase } from "./database.ts";
import type { Schedule, ServiceDefinition, Worker } from "./definition.ts";
import { type Global, globalOf } from "./global.ts";
import { numbersOf } from "./numbers.ts";
import type { Call } from "./reference.ts";
import type { Host, Runtime } from "./runtime.ts";
import { transactOn } from "./transact.ts";
import type { ActionHandler } from "./verbs.ts";

export type { Schedule, ServiceDefinition, View, Worker, Workplace } from "./definition.ts";
export { viewOf } from "./definition.ts";

/** An identity function for inference; `serviceSchema` makes it run. */
export const defineService = (definition: ServiceDefinition): ServiceDefinition => definition;

type Ctx = Context<Record<string, unknown>, Meta & Record<string, unknown>> & { headers?: Headers };

const CALL_TIMEOUT_MS = 5000;

/** The Moleculer schema of a definition in a host. */
export function serviceSchema(definition: ServiceDefinition, host: Host): ServiceSchema {
  const { name } = definition;
  const log = host.log;
  const report = (error: unknown) => log.error({ err: error, service: name }, "background work failed");
  const { background = true } = host;
  const { chains = [], reactions = [], schedules = [], workers = [] } = definition;
  let stop: () => Promise<void> = async () => undefined;
  let actions: Record<string, ActionHandler> = {};
  let ready = false;

  const dispatch = (action: string) => async (ctx: Ctx) => {
    const handler = actions[action];
    if (!ready || !handler) throw fail("unavailable", `The ${name} service is starting or stopping.`);
    const headers: Headers = { ...(ctx.headers as Headers | undefined) };
    try {
      return await handler(ctx.params, ctx.meta, headers);
    } catch (error) {
      throw told(error, (cause) =>
        log.error({ err: cause, action: `${name}.${action}`, ...askedBy(ctx.meta) }, "action failed"),
      );
    } finally {
      if (headers.replayed) ctx.meta.$replayed = true;
    }
  };

  async function startBackground({ db, transact, callFor }: Runtime, relay: { republish(): void }) {
    await host.carrier.provide(name, relay.republish);
    for (const each of reactions) {
      const failed = (err: unknown, event: Envelope) => {
        const { org_id: org, request_id, causation_id } = event;
        log.warn(
          { err, reaction: each.name, event: event.id, org, request_id, causation_id },
          "reaction failed",
        );
      };
      await host.carrier.subscribe(subscriptionOf(name, each, db, transact, failed));
    }
    const global = globalOf(db, transact);
    const stopWorkers = startWorkers(workers, db, global, report);
    const stopSchedules = startSchedules(schedules, db, global, callFor, report);
    return async () => {
      await Promise.all([stopWorkers(), stopSchedules()]);
    };
  }

  const names = actionNames(definition);
  return {
    name,
    actions: Object.fromEntries(names.map((each) => [each, { handler: dispatch(each) as never }])),
    async started() {
      const broker = this.broker;
      const callFor =
        (meta: Meta): Call =>
        (ref, input, options) =>
          broker.call(ref.name, input as never, {
            meta: { ...meta },
            timeout: options?.timeout_ms ?? CALL_TIMEOUT_MS,
          }) as never;
      const db = await openDatabase({
        url: host.mongo_url,
        name: `${host.namespace}_${name}`,
        resources: definition.resources,
        ...(host.pool_size ? { poolSize: host.pool_size } : {}),
        secretKey: host.secret_key,
        ...(host.settings ? { settings: host.settings } : {}),
        mayWrite: host.mayWrite,
        report,
      });
      await definition.seed?.(db);
      let wake: () => void = () => undefined;
      const transact = transactOn(db, numbersOf(db.kernel), () => wake());
      const sagas = startSagas({
        db,
        sagas: definition.sagas ?? [],
        transact,
        callFor,
        report,
        sweep: background,
      });
      const runtime: Runtime = {
        service: name,
        db,
        transact,
        callFor,
        sagas,
        async execute(meta, headers, action, { prepare, run }) {
          const { result, replayed } = await answered(db, meta, headers, async () => {
            const prepared = await prepare();
            return transact(meta, { action, headers }, (tx) => run(tx, prepared));
          });
          headers.replayed = replayed;
          return result;
        },
      };
      const relay = background
        ? startRelay({ service: name, db, carrier: host.carrier, chains, report })
        : null;
      if (relay) wake = relay.wake;
      actions = actionsOf(definition, runtime, { wake: () => wake(), lag: host.carrier.lag });
      ready = true;
      const stopBackground = background ? await startBackground(runtime, relay!) : async () => undefined;
      stop = async () => {
        await stopBackground();
        await sagas.stop();
        await relay?.stop();
        await db.close();
      };
    },
    async stopped() {
      ready = false;
      await stop();
    },
  };
}

/** By what a line of the log is found: the request, the tenant, and the event it was done for. */
const askedBy = ({ request_id, org, causation_id }: Partial<Meta>) => ({
  request_id,
  org: org?.id,
  ...(causation_id ? { causation_id } : {}),
});

/** Errors with a code of ours go to the caller; of anything else he learns nothing but that it failed. */
function told(error: unknown, log: (error: unknown) => void): Error {
  if (isFailure(error)) return error;
  const { name: kind } = (error ?? {}) as { name?: string };
  if (isPartAway(error)) return fail("unavailable", "A part of the system does not answer; try again.");
  log(error);
  // A value that is taken was told as 409 before; a duplicate that is left is our own write, repeated.
  if (kind?.startsWith("Mongo")) return fail("unavailable", "The database does not answer; try again.");
  return fail("internal_error", "Something went wrong on our side.");
}

function startSchedules(
  schedules: readonly Schedule[],
  db: Database,
  global: Global,
  callFor: (meta: Meta) => Call,
  report: (error: unknown) => void,
): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const stops = schedules.map((schedule) => {
    const lease = leaseOn(db, `schedule:${schedule.name}`);
    let busy = false;
    const turn = async () => {
      if (busy || !(await lease.hold())) return;
      busy = true;
      const work: Promise<void> = schedule
        .run(global, callFor)
        .catch(report)
        .finally(() => {
          busy = false;
          running.delete(work);
        });
      running.add(work);
    };
    const timer = setInterval(() => turn().catch(report), schedule.every_ms);
    return () => {
      clearInterval(timer);
      return lease.release().catch(report);
    };
  });
  return async () => {
    await Promise.all(stops.map((each) => each()));
    await Promise.allSettled(running);
  };
}

function startWorkers(
  workers: readonly Worker[],
  db: Database,
  global: Global,
  report: (error: unknown) => void,
): () => Promise<void> {
  const { cipher, settings } = db;
  const running = workers.map(({ name, start }) => {
    const lease = leaseOn(db, `worker:${name}`);
    const { stop } = start({ global, lease, cipher, settings, report });
    return async () => {
      await stop().catch(report);
      await lease.release().catch(report);
    };
  });
  return async () => {
    await Promise.all(running.map((stop) => stop()));
  };
}
