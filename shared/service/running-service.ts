/** A running definition: its database, relay, sagas and background, started and stopped in order. */
import type { ServiceBroker } from "moleculer";
import { startRelay } from "../events/relay.ts";
import type { Meta } from "../meta.ts";
import { startSagas } from "../saga/runner.ts";
import { actionsOf } from "./actions.ts";
import { answered } from "./answers.ts";
import { startBackground } from "./background.ts";
import { type Database, openDatabase } from "./database.ts";
import type { ServiceDefinition } from "./definition.ts";
import { allSteps } from "./migration-steps.ts";
import { migrate } from "./migrations.ts";
import { numbersOf } from "./numbers.ts";
import type { Call } from "./reference.ts";
import type { Host, Runtime } from "./runtime.ts";
import { type Transact, transactOn } from "./transact.ts";
import type { Committed } from "./unit.ts";
import type { ActionHandler } from "./verbs.ts";

export type RunningService = {
  /** By the action's name without the service. */
  actions: Readonly<Record<string, ActionHandler>>;
  stop(): Promise<void>;
};

/** Who waits its turn at a contended row waits long. Shorter than a request may take (`REQUEST_TIMEOUT_MS`), whose caller learns what became of the call. */
const CALL_TIMEOUT_MS = 25_000;

/**
 * A service's calls on behalf of a request, an event or a schedule. Moleculer knows an action only by its
 * name, without types.
 */
const callsThrough =
  (broker: ServiceBroker) =>
  (meta: Meta): Call =>
  (ref, input, options) =>
    broker.call(ref.name, input as never, {
      meta: { ...meta },
      timeout: options?.timeout_ms ?? CALL_TIMEOUT_MS,
    }) as never;

export async function startService(
  definition: ServiceDefinition,
  host: Host,
  broker: ServiceBroker,
): Promise<RunningService> {
  const { name, chains = [], sagas: declared = [] } = definition;
  const { carrier, background = true } = host;
  const report = (error: unknown) => host.log.error({ err: error, service: name }, "background work failed");
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
  await prepared(db, definition, host, report);
  const { resources } = definition;
  const relay = background ? startRelay({ service: name, db, carrier, chains, resources, report }) : null;
  const wake: Committed = (carrying) => relay?.wake(carrying);
  const transact = transactOn(db, numbersOf(db.kernel), wake);
  const callFor = callsThrough(broker);
  const sagas = startSagas({ db, declared, transact, callFor, report, sweep: background });
  const execute = executeOn(db, transact);
  const runtime: Runtime = {
    ...{ service: name, log: host.log, db, transact, callFor, sagas, execute },
    committed: wake,
  };
  const actions = actionsOf(definition, runtime, { wake, lag: carrier.lag });
  const stopBackground = relay && (await startBackground({ definition, host, runtime, relay, report }));
  return {
    actions,
    async stop() {
      await stopBackground?.();
      await sagas.stop();
      await relay?.stop();
      await db.close();
    },
  };
}

/** Brings the data to the version of the code. */
async function prepared(
  db: Database,
  definition: ServiceDefinition,
  { log }: Host,
  report: (error: unknown) => void,
): Promise<void> {
  try {
    await migrate(db, allSteps(definition), { service: definition.name, log, report });
    await definition.seed?.(db);
  } catch (error) {
    await db.close();
    throw error;
  }
}

const executeOn =
  (db: Database, transact: Transact): Runtime["execute"] =>
  async (meta, headers, action, { prepare, run }) => {
    const { result, replayed } = await answered(db, meta, headers, async () => {
      const prepared = await prepare();
      return { result: await transact(meta, { action, headers }, (tx) => run(tx, prepared)), kept: true };
    });
    headers.replayed = replayed;
    return result;
  };
