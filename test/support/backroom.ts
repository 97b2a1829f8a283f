/** A complete Backroom for one test file: its own databases on the run's mongod, real HTTP, and cleanup. */
import { randomUUID } from "node:crypto";
import mongoose from "mongoose";
import { type NodeName, nodeNames } from "../../app/node.ts";
import { type ProcessOptions, type RunningProcess, startProcess } from "../../app/process.ts";
import { createOrganization } from "../../services/accounts/public.ts";
import { TEST_KEY } from "./key.ts";
import { giveBack, takeNamespace } from "./namespaces.ts";
import { rest } from "./rest.ts";

export { until } from "./until.ts";

// biome-ignore lint/suspicious/noExplicitAny: bodies have every shape there is; each test says what it expects of them.
export type Json = any;

export type Reply = { status: number; body: Json; headers: Headers };

/** Sends one request with a key; `headers` are added. */
export type Client = {
  key: string;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  delete(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** Like `post` and `get`, but anything other than 2xx fails the test with the answer's text. */
  ok: {
    get(path: string): Promise<Json>;
    post(path: string, body?: unknown): Promise<Json>;
    patch(path: string, body: unknown): Promise<Json>;
  };
};

export type Backroom = {
  url: string;
  process: RunningProcess;
  namespace: string;
  mongo_url: string;
  /** The owner of the first organization. */
  owner: Client;
  client(key: string): Client;
  /** Another organization with its own owner. */
  organization(
    name: string,
    options?: { currency?: string; timezone?: string },
  ): Promise<Client & { organization_id: string }>;
  /** Waits until every event of all organizations has taken effect. */
  rest(): Promise<void>;
  stop(): Promise<void>;
};

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: (data: object, message: string) => console.error(message, data),
};

export async function startBackroom(
  options: Partial<ProcessOptions> & { names?: readonly NodeName[] } = {},
): Promise<Backroom> {
  const mongo_url = process.env.TEST_MONGO_URL!;
  const namespace = options.namespace ?? (await takeNamespace(mongo_url));
  const running = await startProcess({
    names: nodeNames,
    mongo_url,
    namespace,
    secret_key: TEST_KEY,
    host: "127.0.0.1",
    port: 0,
    rate: { capacity: 100_000, per_second: 100_000 },
    request_timeout_ms: 30_000,
    shutdown_timeout_ms: 5000,
    log: quiet,
    ...options,
  });
  const url = running.url!;
  const client = (key: string): Client => clientOf(url, key);
  const organization: Backroom["organization"] = async (name, more = {}) => {
    const { made } = await running.call(createOrganization, {
      name,
      owner_email: `owner@${randomUUID().slice(0, 8)}.example`,
      ...more,
    });
    return { ...client(made!.key), organization_id: made!.organization_id };
  };
  return {
    url,
    process: running,
    namespace,
    mongo_url,
    client,
    organization,
    owner: await organization("Test shop"),
    async rest() {
      const connection = await mongoose.createConnection(mongo_url).asPromise();
      await rest(connection, namespace).finally(() => connection.close());
    },
    async stop() {
      await running.stop();
      if (!options.namespace) await giveBack(mongo_url, namespace);
    },
  };
}

export function clientOf(url: string, key: string): Client {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await fetch(`${url}${path.startsWith("/health") ? "" : "/api/v1"}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
  };
  const ok = async (reply: Promise<Reply>) => {
    const { status, body } = await reply;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    key,
    get: (path, headers) => send("GET", path, undefined, headers),
    post: (path, body, headers) => send("POST", path, body, headers),
    patch: (path, body, headers) => send("PATCH", path, body, headers),
    put: (path, body, headers) => send("PUT", path, body, headers),
    delete: (path, headers) => send("DELETE", path, undefined, headers),
    ok: {
      get: (path) => ok(send("GET", path)),
      post: (path, body) => ok(send("POST", path, body)),
      patch: (path, body) => ok(send("PATCH", path, body)),
    },
  };
}
