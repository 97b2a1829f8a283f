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

  /** What comes is passed on in its order, whatever the delay was meanwhile. */
  const pass = (from: Socket, to: Socket) => {
    const waiting: { due: number; chunk: Buffer }[] = [];
    const flush = () => {
      while (waiting[0] && waiting[0].due <= Date.now()) to.write(waiting.shift()!.chunk);
      if (waiting[0]) setTimeout(flush, Math.max(1, waiting[0].due - Date.now()));
    };
    from.on("data", (chunk: Buffer) => {
      // What is said into a half-open connection is lost; nobody learns of it.
      if (ailment.kind === "half_open") return;
      const due = Date.now() + (ailment.kind === "delay" ? ailment.ms : 0);
      waiting.push({ due: Math.max(due, waiting.at(-1)?.due ?? 0), chunk });
      if (waiting.length === 1) flush();
    });
  };
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
