/** How an operator watches a process: health, metrics, traces, logs, verification. */
import { headerPairs, matching, oneOf, port, share } from "./kinds.ts";
import type { SettingTable } from "./setting.ts";

export const watching = {
  HEALTH_PORT: {
    parse: port,
    meaning: "Port for `/health/live`, `/health/ready` and `/metrics` of a process without the gateway.",
  },
  METRICS_TOKEN: {
    parse: matching(/^[\x21-\x7e]{8,200}$/, "8 to 200 printable characters without spaces"),
    secret: true,
    meaning: "Bearer token for `/metrics`; without it only this machine can read them.",
  },
  VERIFY_AT: {
    default: "03:00",
    parse: matching(/^(never|([01]\d|2[0-3]):[0-5]\d)$/, "a time like 03:00, or never"),
    meaning:
      "Time of the nightly verification, in UTC; a machine that is off at that time runs it later in the day. `never` switches it off.",
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    parse: matching(/^https?:\/\/[^\s/]+\S*$/, "a URL that begins with http:// or https://"),
    meaning:
      "Receiver of traces by OTLP over HTTP, like `http://127.0.0.1:4318`; without it none are made ([monitoring](docs/monitoring.md#traces)).",
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    parse: headerPairs,
    secret: true,
    needs: "OTEL_EXPORTER_OTLP_ENDPOINT",
    meaning:
      "Headers for that receiver, `name=value` pairs separated by commas, with `%` in a value written as `%25`.",
  },
  OTEL_SERVICE_NAME: {
    default: "backroom",
    parse: matching(/^\S(.{0,198}\S)?$/, "1 to 200 characters"),
    meaning: "Name of this installation in traces.",
  },
  OTEL_TRACES_SAMPLER_ARG: {
    default: "1",
    parse: share,
    meaning:
      "Share of the traces that is recorded, from 0 to 1; a caller's `traceparent` decides for its own.",
  },
  LOG_LEVEL: {
    default: "info",
    parse: oneOf(["trace", "debug", "info", "warn", "error", "silent"]),
    meaning: "`trace`, `debug`, `info`, `warn`, `error` or `silent`.",
  },
} as const satisfies SettingTable;
