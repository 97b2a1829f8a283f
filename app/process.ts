/** One process of Backroom, controlled by its starter: `npm start`, a command or a test. */
import { ServiceBroker } from "moleculer";
import { brokerOptions } from "../moleculer.config.ts";
import { loadService } from "../services/index.ts";
import { serviceSchema } from "../shared/service/define-service.ts";
import gateway from "./gateway.service.ts";
import {
  type NodeName,
  type NodeOptions,
  type NodeSteps,
  nodeOf,
  type Opened,
  type RunningNode,
} from "./node.ts";

export type ProcessOptions = NodeOptions &
  Opened & {
    /** The services that run here; all of them without NATS. */
    names: readonly NodeName[];
  };

export type RunningProcess = RunningNode & { stop(): Promise<void> };

/** A broker with these services, not started yet. */
export function processOf(names: readonly NodeName[], options: NodeOptions, steps: NodeSteps) {
  const node = nodeOf(options, steps);
  const broker = new ServiceBroker({
    ...brokerOptions({ ...options, name: names.length === 1 ? names[0]! : "backroom" }, node),
    // The starter handles the signals.
    skipProcessEventRegistration: true,
  });
  const schemaOf = async (name: NodeName) =>
    name === "gateway" ? gateway : serviceSchema(await loadService(name));
  return {
    async start(): Promise<RunningNode> {
      for (const schema of await Promise.all(names.map(schemaOf))) broker.createService(schema);
      await Promise.race([broker.start(), node.unlistenable]);
      return node.running();
    },
    stop: () => broker.stop(),
  };
}

/** On existing databases. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { start, stop } = processOf(options.names, options, { open: async () => options });
  return { ...(await start()), stop };
}
