/** Traces by OpenTelemetry over Moleculer's tracing. Without its setting nothing of this runs, and its libraries are not loaded. */
import type { BrokerOptions, Context } from "moleculer";
import type { Meta } from "../../shared/meta.ts";
import type { Log } from "../../shared/service/runtime.ts";
import { callsWithin } from "./calls-within.ts";
import type { TracingOptions } from "./options.ts";
import { SpanExporter } from "./span-exporter.ts";

type Needs = { tracing?: TracingOptions; namespace: string; log: Log };

/** For the options of a broker. */
export function tracingOf({ tracing, namespace, log }: Needs): {
  options: Pick<BrokerOptions, "tracing">;
  middlewares: object[];
} {
  if (!tracing) return { options: {}, middlewares: [] };
  return {
    options: {
      tracing: {
        enabled: true,
        // Moleculer takes an exporter itself, which its types leave out.
        exporter: new SpanExporter({ ...tracing, namespace, log }) as never,
        sampling: { rate: tracing.rate },
        // A function, or Moleculer would keep the input of each call.
        tags: { action: tagsOf },
      },
    },
    middlewares: [callsWithin()],
  };
}

/** Who asked, without anything personal. */
const tagsOf = ({ meta }: Context<unknown, Partial<Meta>>): Record<string, unknown> => ({
  "backroom.request_id": meta.request_id,
  "backroom.organization_id": meta.org?.id,
});
