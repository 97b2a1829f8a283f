/** Load over plain sockets: a generator that costs little beside what it measures. One request at a time per connection. */
import { connect, type Socket } from "node:net";

export type Sent = { status: number; bytes: number; text(): string };
export type Send = (method: string, path: string, body?: object) => Promise<Sent>;
/** One operation; as many requests as it takes. */
export type Script = (send: Send) => Promise<void>;

export type Measured = {
  times: number;
  per_second: number;
  p50_ms: number;
  p99_ms: number;
  bytes: number;
  failed: number;
};

type Waiting = { resolve: (sent: Sent) => void; reject: (error: Error) => void };

const HEAD_END = Buffer.from("\r\n\r\n");

/** One keep-alive connection that sends with a key. */
export function connectionTo(base: string, key: string): { send: Send; close(): void } {
  const { hostname, port, host } = new URL(base);
  const socket: Socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  let pending: Waiting | null = null;
  let received = Buffer.alloc(0);
  socket.on("error", (error) => pending?.reject(error));
  socket.on("close", () => pending?.reject(new Error("The connection was closed.")));
  socket.on("data", (chunk) => {
    received = received.length ? Buffer.concat([received, chunk]) : chunk;
    const end = received.indexOf(HEAD_END);
    if (end < 0) return;
    const head = received.toString("latin1", 0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    const total = end + 4 + length;
    if (received.length < total) return;
    const body = received.subarray(end + 4, total);
    received = received.subarray(total);
    const waiting = pending;
    pending = null;
    waiting?.resolve({ status: Number(head.slice(9, 12)), bytes: total, text: () => body.toString("utf8") });
  });
  return {
    send: (method, path, body) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject };
        const text = body ? JSON.stringify(body) : "";
        const about = body
          ? `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`
          : "";
        socket.write(
          `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${key}\r\n${about}\r\n${text}`,
        );
      }),
    close: () => socket.destroy(),
  };
}

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Repeats the script on so many connections for so long. */
export async function measure(
  base: string,
  key: string,
  script: Script,
  connections: number,
  duration_ms: number,
): Promise<Measured> {
  const took: number[] = [];
  let [bytes, failed] = [0, 0];
  const started = performance.now();
  const until = started + duration_ms;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const { send, close } = connectionTo(base, key);
      const counted: Send = async (...request) => {
        const sent = await send(...request);
        bytes += sent.bytes;
        if (sent.status >= 300) {
          failed += 1;
          if (failed === 1)
            process.stderr.write(`${request[0]} ${request[1]}: ${sent.status} ${sent.text()}\n`);
        }
        return sent;
      };
      while (performance.now() < until) {
        const begun = performance.now();
        await script(counted);
        took.push(performance.now() - begun);
      }
      close();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  took.sort((a, b) => a - b);
  return {
    times: took.length,
    per_second: took.length / seconds,
    p50_ms: at(took, 0.5),
    p99_ms: at(took, 0.99),
    bytes: bytes / took.length,
    failed,
  };
}
