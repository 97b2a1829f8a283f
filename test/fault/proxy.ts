/** A TCP proxy whose connections can be delayed, cut or left hanging. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type Ailment =
  | { kind: "none" }
  | { kind: "delay"; ms: number }
  | { kind: "cut" }
  | { kind: "half_open" };

export type Line = {
  port: number;
  /** Holds for connections that are open and for new ones; `cut` ends the open ones. */
  suffer(ailment: Ailment): void;
  close(): Promise<void>;
};

export async function proxyTo(port: number): Promise<Line> {
  let ailment: Ailment = { kind: "none" };
  const pairs = new Set<readonly [Socket, Socket]>();

  const pass = (from: Socket, to: Socket) =>
    from.on("data", (chunk) => {
      // What is said into a half-open connection is lost; nobody learns of it.
      if (ailment.kind === "half_open") return;
      if (ailment.kind === "delay") setTimeout(() => to.destroyed || to.write(chunk), ailment.ms);
      else to.write(chunk);
    });
  const server = createServer((client) => {
    if (ailment.kind === "cut") {
      client.destroy();
      return;
    }
    const upstream = connect(port, "127.0.0.1");
    const pair = [client, upstream] as const;
    pairs.add(pair);
    pass(client, upstream);
    pass(upstream, client);
    for (const [one, other] of [pair, [upstream, client] as const]) {
      one.on("error", () => undefined);
      one.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    suffer(next) {
      const before = ailment;
      ailment = next;
      // A stream with a hole in it is of no use any more: what hung is cut when the line is mended.
      if (next.kind === "cut" || before.kind === "half_open") cut();
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
