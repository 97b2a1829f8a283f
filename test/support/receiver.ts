/** A local receiver of webhooks: stores requests and answers as configured. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "./backroom.ts";

export type Got = { path: string; headers: IncomingHttpHeaders; body: string; json: Json };

/** A status with headers, or no answer. */
export type Reaction = { status: number; headers?: Record<string, string>; body?: string } | "silence";

export type Receiver = {
  host: string;
  url(path: string): string;
  /** Requests to a path, oldest first. */
  got(path: string): Got[];
  /** Sets the answer of a path; 200 by default. */
  answer(path: string, how: Reaction): void;
  /** Requests that wait for an answer now, and their maximum, by path. */
  waiting(path: string): number;
  stop(): Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
  const all: Got[] = [];
  const how = new Map<string, Reaction>();
  const open = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url!;
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      all.push({ path, headers: request.headers, body, json: JSON.parse(body) });
      const reaction = how.get(path) ?? { status: 200 };
      if (reaction === "silence") {
        open.set(path, (open.get(path) ?? 0) + 1);
        response.once("close", () => open.set(path, open.get(path)! - 1));
        return;
      }
      response.writeHead(reaction.status, reaction.headers);
      response.end(reaction.body ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    got: (path) => all.filter((each) => each.path === path),
    answer: (path, reaction) => how.set(path, reaction),
    waiting: (path) => open.get(path) ?? 0,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
