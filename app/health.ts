/** /health/live and /health/ready for a process without the gateway. */
import { createServer, type Server } from "node:http";

export async function serveHealth(
  host: string,
  port: number,
  ready: () => Promise<{ ready: boolean }>,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const live = request.url === "/health/live";
    const state = live ? { ready: true } : request.url === "/health/ready" ? await ready() : null;
    const status = state === null ? 404 : state.ready ? 200 : 503;
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(live ? { status: "live" } : (state ?? { status })));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}
