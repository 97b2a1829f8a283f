/** A server on this machine that tells exchange rates, in whatever form a test says. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type RateServer = {
  host: string;
  url: string;
  /** What it answers from now on. */
  answer(body: unknown, status?: number): void;
  /** The paths that were asked for, with their queries. */
  asked: string[];
  stop(): Promise<void>;
};

export async function startRateServer(): Promise<RateServer> {
  let next = { body: "", status: 200 };
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.writeHead(next.status, { "content-type": "application/json" }).end(next.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    ...{ host, url: `http://${host}`, asked },
    answer(body, status = 200) {
      next = { body: typeof body === "string" ? body : JSON.stringify(body), status };
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
