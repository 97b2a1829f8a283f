/**
 * The broker's options, read from the settings (`app/settings.ts`): for `moleculer-runner --config moleculer.config.ts`, which
 * loads any of the `*.service.ts`, and for `npm start`, which does the same with all of them.
 */
import { hostname } from "node:os";
import type { BrokerOptions } from "moleculer";
import { fromSettings } from "./app/from-settings.ts";
import { logTo } from "./app/log.ts";
import { type Node, nodeOf } from "./app/node.ts";
import { retries } from "./app/retries.ts";
import { readSettings } from "./app/settings.ts";
import type { TracingOptions } from "./app/tracing/options.ts";
import { tracingOf } from "./app/tracing/tracing.ts";
import { liveness } from "./shared/events/liveness.ts";
import { natsAccess } from "./shared/events/nats-url.ts";
import { newId } from "./shared/ids.ts";
import type { Log } from "./shared/service/runtime.ts";

export type BrokerNeeds = {
  namespace: string;
  nats_url?: string;
  shutdown_timeout_ms: number;
  /** Begins the node's id. */
  name: string;
  tracing?: TracingOptions;
  log: Log;
};

/** What every node of Backroom has alike, however it is started; `node` provides what its services share. */
export function brokerOptions(needs: BrokerNeeds, node: Pick<Node, "middleware">): BrokerOptions {
  const { middleware, mayGoElsewhere } = retries();
  const { options, middlewares } = tracingOf(needs);
  return {
    namespace: needs.namespace,
    nodeID: `${needs.name}-${hostname()}-${process.pid}-${newId().slice(-6)}`,
    // One line of pino for a request; Moleculer's own cost as much as everything else.
    logger: false,
    transporter: needs.nats_url ? { type: "NATS", options: natsAccess(needs.nats_url) } : null,
    // Input is checked by the tables that declare it (`shared/fields`).
    validator: false,
    // Each call says how long it waits.
    requestTimeout: 0,
    maxCallLevel: 20,
    tracking: { enabled: true, shutdownTimeout: needs.shutdown_timeout_ms },
    retryPolicy: {
      enabled: true,
      retries: 8,
      delay: 50,
      maxDelay: 500,
      factor: 2,
      check: mayGoElsewhere,
    },
    heartbeatInterval: 2,
    heartbeatTimeout: 6,
    middlewares: [liveness(), middleware, node.middleware, ...middlewares],
    ...options,
    replOptions: { delimiter: "backroom $" },
  };
}

/** Called by the runner; with `--repl` as well. */
export default function config(): BrokerOptions {
  const settings = readSettings(process.env);
  const log = logTo(settings.LOG_LEVEL, process.stdout.isTTY ? process.stdout : null);
  const { signal } = new AbortController();
  const { options, steps } = fromSettings({ settings, log, signal, giveUp: () => process.exit(1) });
  const node = nodeOf(options, steps);
  node.unlistenable.catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  return brokerOptions({ ...options, name: "backroom" }, node);
}
