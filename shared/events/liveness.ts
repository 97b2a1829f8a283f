/**
 * Who waits for a process that is gone is answered at once. A killed process leaves NATS with its subscriptions: a question
 * to it has no responder, while one that is only busy has. And while the line to NATS itself is down, nothing is asked over
 * it: what is under way is rejected, and nothing piles up to be sent when the line is back.
 */
import type { ServiceBroker } from "moleculer";
import type { Msg, NatsConnection } from "nats";
import { fail } from "../errors.ts";

const LOOK_MS = 400;
const ANSWER_MS = 300;

/** What of Moleculer's transit its types leave out. */
type Transit = {
  pendingRequests: ReadonlyMap<string, { nodeID?: string | null }>;
  removePendingRequestByNodeID(nodeID: string): void;
  tx: {
    client: NatsConnection | null;
    getTopicName(kind: "PING", nodeID: string): string;
    serialize(packet: object): Uint8Array;
  };
};
type Nodes = { disconnected(nodeID: string, unexpected: boolean): void };

type Middleware = {
  name: string;
  started(broker: ServiceBroker): void;
  stopping(): void;
  remoteAction<C>(next: (ctx: C) => Promise<unknown>): (ctx: C) => Promise<unknown>;
};

export function liveness(): Middleware {
  let line: NatsConnection | null = null;
  let isDown = false;
  let timer: NodeJS.Timeout | undefined;

  async function follow(client: NatsConnection, transit: Transit): Promise<void> {
    for await (const { type } of client.status()) {
      if (type === "reconnect") isDown = false;
      if (type !== "disconnect") continue;
      isDown = true;
      for (const nodeID of waitedFor(transit)) transit.removePendingRequestByNodeID(nodeID);
    }
  }

  return {
    name: "Liveness",
    started(broker) {
      const transit = broker.transit as unknown as Transit | null;
      line = transit?.tx.client ?? null;
      if (!transit || !line) return;
      const nodes = (broker.registry as unknown as { nodes: Nodes }).nodes;
      follow(line, transit).catch(() => undefined);
      timer = setInterval(() => {
        if (isDown || !line) return;
        for (const nodeID of waitedFor(transit))
          isGone(line, transit, nodeID).then((gone) => gone && nodes.disconnected(nodeID, true));
      }, LOOK_MS);
      timer.unref();
    },
    stopping: () => clearInterval(timer),
    remoteAction: (next) => (ctx) =>
      isDown ? Promise.reject(fail("unavailable", "A required service is unavailable; retry.")) : next(ctx),
  };
}

/** Nodes that owe an answer. */
const waitedFor = ({ pendingRequests }: Transit): Set<string> =>
  new Set([...pendingRequests.values()].flatMap(({ nodeID }) => nodeID ?? []));

/** Asked on the subject on which every node takes pings: without a subscriber NATS says so at once. */
function isGone(line: NatsConnection, { tx }: Transit, nodeID: string): Promise<boolean> {
  const payload = { ver: "4", sender: "liveness", time: Date.now(), id: "liveness" };
  const ping = tx.serialize({ type: "PING", target: nodeID, payload });
  const asked: Promise<Msg> = line.request(tx.getTopicName("PING", nodeID), ping, { timeout: ANSWER_MS });
  return asked.then(
    () => false,
    (error: { code?: string }) => error.code === "503",
  );
}
