import type { Log } from "../../shared/service/runtime.ts";

export type TracingOptions = {
  /** Where OTLP/HTTP is received, without `/v1/traces`. */
  endpoint: string;
  headers?: Readonly<Record<string, string>>;
  service_name: string;
  /** Share of the traces that is recorded when no caller has decided, from 0 to 1. */
  rate: number;
};

export type ExporterOptions = TracingOptions & { namespace: string; log: Log };
