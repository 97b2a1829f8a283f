/**
 * The receivers of the tenants' webhooks, and their consumer: at times it answers 500 (before or after it has taken what
 * came), at times nobody is there. What it took goes to a file, so that an hour of it costs no memory.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import type { Random } from "./random.ts";

export type Told = {
  /** How often the consumer counted each sale: it drops ids that it has seen. */
  sales: Map<string, number>;
  /** Deliveries, those dropped as seen before among them. */
  deliveries: number;
  repeated: number;
};

export type Hooks = {
  host: string;
  url(tenant: string): string;
  /** How often it answered 500, and how often not at all. */
  failures(): { refused: number; away: number };
  told(): Promise<Map<string, Told>>;
  /** No more troubles; it answers everything from now on. */
  well(): void;
  stop(): Promise<void>;
};

const REFUSE_OF_TEN = 1;
const AWAY_EVERY_MS = 11_000;
const AWAY_MS = 2000;

export async function startHooks(file: string, random: Random): Promise<Hooks> {
  const kept = createWriteStream(file);
  /** A message meets one trouble: after a second one it would come no sooner than in five minutes (WHK-3). */
  const troubled = new Set<string>();
  const failures = { refused: 0, away: 0 };
  let healthy = false;
  let away_until = 0;

  const take = (path: string, id: string, body: string) => {
    const { data } = JSON.parse(body);
    kept.write(`${JSON.stringify([decodeURIComponent(path.slice(1)), id, data.sale?.id ?? data.id])}\n`);
  };
  const troubleWith = (id: string): keyof typeof failures | null => {
    const away = performance.now() < away_until;
    if (healthy || troubled.delete(id) || (!away && random.below(10) >= REFUSE_OF_TEN)) return null;
    troubled.add(id);
    const trouble = away ? "away" : "refused";
    failures[trouble] += 1;
    return trouble;
  };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const id = String(request.headers["webhook-id"]);
      const trouble = troubleWith(id);
      // It may have done its work before it failed: then the same comes twice.
      if (!trouble || random.below(2) === 0) take(request.url!, id, body);
      if (trouble === "away") return request.socket.destroy();
      response.writeHead(trouble ? 500 : 204);
      response.end();
    });
  });
  const leaving = setInterval(() => {
    away_until = performance.now() + AWAY_MS;
  }, AWAY_EVERY_MS);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: (tenant) => `http://${host}/${encodeURIComponent(tenant)}`,
    failures: () => ({ ...failures }),
    async told() {
      await new Promise((resolve) => kept.write("", resolve));
      return consumed(file);
    },
    well() {
      healthy = true;
      away_until = 0;
      clearInterval(leaving);
    },
    async stop() {
      clearInterval(leaving);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await new Promise<void>((resolve) => kept.end(() => resolve()));
    },
  };
}

/** An idempotent consumer reads what came: each id counts once. */
async function consumed(file: string): Promise<Map<string, Told>> {
  const tenants = new Map<string, Told & { seen: Set<string> }>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [tenant, id, sale] = JSON.parse(line) as [string, string, string];
    const own = tenants.get(tenant) ?? { sales: new Map(), deliveries: 0, repeated: 0, seen: new Set() };
    tenants.set(tenant, own);
    own.deliveries += 1;
    if (own.seen.has(id)) {
      own.repeated += 1;
      continue;
    }
    own.seen.add(id);
    own.sales.set(sale, (own.sales.get(sale) ?? 0) + 1);
  }
  return tenants;
}
