/** One process of Backroom under the hand of whoever starts it: `npm start`, a command or a test. */
import { ServiceBroker } from "moleculer";
import { brokerOptions } from "../moleculer.config.ts";
import { services } from "../services/index.ts";
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
    /** What runs here; all of it when there is no NATS. */
    names: readonly NodeName[];
  };

export type RunningProcess = RunningNode & { stop(): Promise<void> };

/** These services in a broker of their own, to be started. */
export function processOf(names: readonly NodeName[], options: NodeOptions, steps: NodeSteps) {
  const node = nodeOf(options, steps);
  const broker = new ServiceBroker({
    ...brokerOptions({ ...options, name: names.length === 1 ? names[0]! : "backroom" }, node),
    // Whoever starts it hears the signals.
    skipProcessEventRegistration: true,
  });
  for (const name of names)
    broker.createService(name === "gateway" ? gateway : serviceSchema(services[name]));
  return {
    async start(): Promise<RunningNode> {
      await Promise.race([broker.start(), node.unlistenable]);
      return node.running();
    },
    stop: () => broker.stop(),
  };
}

/** On databases that are there. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { start, stop } = processOf(options.names, options, { open: async () => options });
  return { ...(await start()), stop };
}
