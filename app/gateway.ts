/** The gateway of a node: all declared routes and dialects, on the configured address. */
import type { ServiceSchema } from "moleculer";
import { compose } from "../gateway/compose.ts";
import type { DialectOptions } from "../gateway/dialects/index.ts";
import { type GatewayOptions, gatewaySchema } from "../gateway/gateway.service.ts";
import { cannotListen } from "./health.ts";
import { type Metrics, mayScrape } from "./metrics.ts";

export type GatewayNeeds = Pick<
  GatewayOptions,
  "host" | "port" | "rate" | "request_timeout_ms" | "log" | "ready"
> & {
  secret_key: string;
  metrics: Metrics;
  metrics_token?: string;
  cors_origins?: readonly string[];
  dialects?: Partial<DialectOptions>;
  /** Called with the reason if it cannot listen. */
  reject(error: Error): void;
};

export function gatewayFor(needs: GatewayNeeds): ServiceSchema {
  const { host, port, rate, request_timeout_ms, log, ready, metrics, secret_key, dialects } = needs;
  return gatewaySchema({
    ...compose({ secret: secret_key, rates: metrics.seconds, ...(dialects ? { dialects } : {}) }),
    host,
    port,
    rate,
    cors_origins: needs.cors_origins ?? [],
    request_timeout_ms,
    log,
    ready,
    observe: metrics.observe,
    metrics: (request) => (mayScrape(needs.metrics_token, request) ? metrics.read() : null),
    failed: (error, busy) => needs.reject(cannotListen("PORT", { host, port }, error, busy)),
  });
}
