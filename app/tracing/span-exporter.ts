/** Moleculer's exporter of finished spans: passes them to OpenTelemetry's, which is loaded with the first broker that needs it. */
import { TracerExporters } from "moleculer";
import type { ExporterOptions } from "./options.ts";
import type { MoleculerSpan, Sender } from "./otlp.ts";

type Tracer = { broker: { nodeID: string } };

export class SpanExporter extends TracerExporters.Base {
  readonly #options: ExporterOptions;
  #sender: Promise<Sender> | undefined;

  constructor(options: ExporterOptions) {
    super({});
    this.#options = options;
  }

  override init(tracer: Tracer & Parameters<TracerExporters.Base["init"]>[0]): void {
    super.init(tracer);
    const { nodeID } = tracer.broker;
    this.#sender = import("./otlp.ts").then(({ senderOf }) => senderOf(this.#options, nodeID));
  }

  override spanFinished(span: MoleculerSpan): void {
    void this.#sender?.then((sender) => sender.add(span));
  }

  /** Sends what is left. */
  override async stop(): Promise<void> {
    await (await this.#sender)?.stop();
  }
}
