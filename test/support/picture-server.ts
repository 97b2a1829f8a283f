/** A shop's server of pictures on this machine, which counts what is fetched and fails as configured. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";

/** How a path answers instead of with a picture: a status, with what. */
export type Answer = { status: number; headers?: Record<string, string>; body?: string | Buffer };

export type PictureServer = {
  host: string;
  /** The address of a picture, one of its own for each name. */
  url(name: string): string;
  /** How often each name was fetched. */
  fetched(name: string): number;
  total(): number;
  /** Answers a name otherwise, from now on; null: with its picture. */
  answer(name: string, how: Answer | RequestListener | null): void;
  /** Requests that are being answered now, and the most there ever were. */
  open(): { now: number; most: number };
  stop(): Promise<void>;
};

/** 16 × 16 pixels of a color that belongs to the name. */
export async function pictureNamed(name: string): Promise<Buffer> {
  let color = 7;
  for (const letter of name) color = (color * 31 + letter.charCodeAt(0)) % 0xffffff;
  const background = { r: color >> 16, g: (color >> 8) & 255, b: color & 255 };
  return sharp({ create: { width: 16, height: 16, channels: 3, background } })
    .png()
    .toBuffer();
}

export async function startPictureServer(): Promise<PictureServer> {
  const counts = new Map<string, number>();
  const answers = new Map<string, Answer | RequestListener>();
  const open = { now: 0, most: 0 };
  const server = createServer(async (request, response) => {
    const name = request.url!.slice(1);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    response.once("close", () => {
      open.now -= 1;
    });
    const how = answers.get(name);
    if (typeof how === "function") return how(request, response);
    if (how) return response.writeHead(how.status, how.headers).end(how.body);
    response.writeHead(200, { "content-type": "image/png" }).end(await pictureNamed(name));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: (name) => `http://${host}/${name}`,
    fetched: (name) => counts.get(name) ?? 0,
    total: () => [...counts.values()].reduce((sum, each) => sum + each, 0),
    answer: (name, how) => (how ? answers.set(name, how) : answers.delete(name)),
    open: () => ({ ...open }),
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
