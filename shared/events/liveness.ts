/**
 * Fails requests to dead processes at once. A killed process loses its NATS subscriptions, so a request to it
 * has no responder; a process that is only busy has one. While the connection to NATS is down, pending
 * requests are rejected and new ones fail, so that nothing piles up for the reconnect.
 */
import type { ServiceBroker } from "moleculer";
import type { Msg, NatsConnection } from "nats";
import { fail } from "../errors.ts";

const LOOK_MS = 400;
const ANSWER_MS = 300;

/** Members of Moleculer's transit that its types omit. */
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

/** Nodes with pending requests. */
const waitedFor = ({ pendingRequests }: Transit): Set<string> =>
  new Set([...pendingRequests.values()].flatMap(({ nodeID }) => nodeID ?? []));

/** Probes the subject on which every node receives pings: without a subscriber NATS reports it at once. */
function isGone(line: NatsConnection, { tx }: Transit, nodeID: string): Promise<boolean> {
  const payload = { ver: "4", sender: "liveness", time: Date.now(), id: "liveness" };
  const ping = tx.serialize({ type: "PING", target: nodeID, payload });
  const asked: Promise<Msg> = line.request(tx.getTopicName("PING", nodeID), ping, { timeout: ANSWER_MS });
  return asked.then(
    () => false,
    (error: { code?: string }) => error.code === "503",
  );
}
