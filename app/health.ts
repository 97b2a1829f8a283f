/** /health/live, /health/ready and /metrics for a process without the gateway. */
import { createServer, type Server } from "node:http";
import { provisionError } from "../shared/provision/provision-error.ts";
import { mayScrape } from "./metrics.ts";

export type HealthOptions = {
  host: string;
  port: number;
  ready: () => Promise<{ ready: boolean }>;
  metrics: () => Promise<{ type: string; text: string }>;
  metrics_token?: string | undefined;
};

/** The error for a port that cannot be opened, in one sentence. */
export function cannotListen(
  setting: "PORT" | "HEALTH_PORT",
  { host, port }: { host: string; port: number },
  error: Error,
  busy: boolean,
): Error {
  const why = busy ? "is in use" : `cannot be listened on (${error.message})`;
  return provisionError(`Port ${port} of ${host} ${why}: set ${setting} or HOST to another one.`, error);
}

type Answer = { status: number; type: string; text: string };
const json = (status: number, body: object): Answer => ({
  status,
  type: "application/json",
  text: JSON.stringify(body),
});

export async function serveHealth(options: HealthOptions): Promise<Server> {
  const answers: Record<string, () => Promise<Answer>> = {
    "/health/live": async () => json(200, { status: "live" }),
    "/health/ready": async () => {
      const state = await options.ready();
      return json(state.ready ? 200 : 503, state);
    },
    "/metrics": async () => ({ status: 200, ...(await options.metrics()) }),
  };
  const server = createServer(async (request, response) => {
    const { url = "" } = request;
    const allowed = url !== "/metrics" || mayScrape(options.metrics_token, request);
    const answer = Object.hasOwn(answers, url) && allowed ? answers[url] : undefined;
    const { status, type, text } = await (answer?.() ?? json(404, { status: 404 }));
    response.writeHead(status, { "Content-Type": type });
    response.end(text);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(cannotListen("HEALTH_PORT", options, error, error.code === "EADDRINUSE")),
    );
    server.listen(options.port, options.host, resolve);
  });
  return server;
}
