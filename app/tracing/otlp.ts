/** Turns Moleculer's spans into those of OpenTelemetry and sends them in batches by OTLP over HTTP. */
import { setTimeout as pause } from "node:timers/promises";
import { type Attributes, type HrTime, SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from "@opentelemetry/sdk-trace";
import { sha256 } from "../../shared/ids.ts";
import type { Log } from "../../shared/service/runtime.ts";
import { version } from "../version.ts";
import type { ExporterOptions } from "./options.ts";

/** The parts of a finished span that are read here. */
export type MoleculerSpan = {
  id: string;
  traceID: string;
  parentID: string | null;
  name: string;
  service?: { name?: string };
  startTime: number | null;
  finishTime: number | null;
  error: unknown;
  tags: Record<string, unknown>;
};

export type Sender = { add(span: MoleculerSpan): void; stop(): Promise<void> };

/** A receiver that is gone delays the end of a process no longer than this. */
const LAST_MS = 2000;

export function senderOf(options: ExporterOptions, nodeID: string): Sender {
  const { endpoint, headers, service_name, namespace, log } = options;
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, "")}/v1/traces`,
    ...(headers ? { headers } : {}),
  });
  const processor = new BatchSpanProcessor({ exporter: telling(exporter, log) });
  const resource = resourceFromAttributes({
    "service.name": service_name,
    "service.namespace": namespace,
    "service.version": version,
    "service.instance.id": nodeID,
  });
  return {
    add: (span) => processor.onEnd(readable(span, resource)),
    async stop() {
      const last = processor.shutdown().catch(() => undefined);
      await Promise.race([last, pause(LAST_MS, undefined, { ref: false })]);
    },
  };
}

/** "a=1,b=2", with percent signs as in URLs. */
/** Logs once that spans cannot be sent, and once that they can again. */
function telling(exporter: SpanExporter, log: Log): SpanExporter {
  let failing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        if (failed && !failing) log.warn({ err: result.error }, "traces cannot be sent");
        if (!failed && failing) log.info({}, "traces are sent again");
        failing = failed;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

/** An id of Moleculer is a UUID; one from a caller's `traceparent` is as long as it must be. */
function hexOf(id: string, digits: 16 | 32): string {
  const hex = id.replaceAll("-", "").toLowerCase();
  return /^[0-9a-f]{16}$|^[0-9a-f]{32}$/.test(hex) && hex.length >= digits
    ? hex.slice(-digits)
    : sha256(id).slice(0, digits);
}

const timeOf = (ms: number): HrTime => {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
};

function readable(span: MoleculerSpan, resource: Resource): ReadableSpan {
  const { startTime, finishTime, parentID, tags, name, service } = span;
  const [from_ms, to_ms] = [startTime ?? 0, finishTime ?? startTime ?? 0];
  const contextOf = (id: string) => ({
    traceId: hexOf(span.traceID, 32),
    spanId: hexOf(id, 16),
    traceFlags: TraceFlags.SAMPLED,
  });
  const error = errorOf(span);
  return {
    name: name.replace(/^action '(.*)'$/, "$1"),
    kind: tags.remoteCall || tags[STATUS] ? SpanKind.SERVER : SpanKind.INTERNAL,
    spanContext: () => contextOf(span.id),
    ...(parentID ? { parentSpanContext: contextOf(parentID) } : {}),
    startTime: timeOf(from_ms),
    endTime: timeOf(to_ms),
    duration: timeOf(to_ms - from_ms),
    ended: true,
    status: { code: error?.unexpected ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: {
      ...(service?.name ? { "backroom.service": service.name } : {}),
      ...ownOf(tags),
      ...(error ? { "error.type": error.type } : {}),
    },
    ...{ links: [], events: [], resource, instrumentationScope: { name: "backroom", version } },
    ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
  };
}

const STATUS = "http.response.status_code";

/** Moleculer adds tags of its own; these are ours. */
function ownOf(tags: Record<string, unknown>): Attributes {
  const own = Object.entries(tags).filter(
    ([name, value]) => /^(backroom|http)\./.test(name) && value != null,
  );
  return Object.fromEntries(own) as Attributes;
}

/** A refusal is no error of the operation. Its sentence may repeat what a caller has sent, so only its type is told. */
function errorOf({ error, tags }: MoleculerSpan): { type: string; unexpected: boolean } | null {
  const status = tags[STATUS];
  if (typeof status === "number" && status >= 500) return { type: String(status), unexpected: true };
  if (!error) return null;
  const { type, code, name } = error as { type?: unknown; code?: unknown; name?: unknown };
  const refused = typeof code === "number" && code >= 400 && code < 500;
  return { type: String(type || name || "error"), unexpected: !refused };
}
