/** Repeats a command under its key until it is answered (API-9). */
import { randomUUID } from "node:crypto";
import { type Client, type Json, type Reply, until } from "./backroom.ts";

export const insist = (
  client: Client,
  path: string,
  body: unknown = {},
  key: string = randomUUID(),
  limit_ms = 120_000,
): Promise<Reply> => insistOn((headers) => client.post(path, body, headers), path, key, limit_ms);

/** The same for a command with another transport. */
export const insistOn = (
  send: (headers: Record<string, string>) => Promise<Reply>,
  path: string,
  key: string = randomUUID(),
  limit_ms = 120_000,
): Promise<Reply> =>
  until(
    async () => {
      const reply = await send({ "idempotency-key": key }).catch(() => null);
      const unanswered = !reply || reply.status >= 500 || reply.body.code === "request_in_progress";
      return unanswered ? null : reply;
    },
    `an answer of ${path}`,
    limit_ms,
  );

/** A command that was answered, to be asked for once more. */
export type Answered = { path: string; body: unknown; key: string; reply: Reply };

/** A client who repeats each command under its key until it is answered, and notes it. */
export function insistent(client: Client, answered: Answered[], limit_ms?: number): Client {
  const post = async (path: string, body?: unknown): Promise<Reply> => {
    const key = randomUUID();
    const reply = await insist(client, path, body, key, limit_ms);
    answered.push({ path, body, key, reply });
    return reply;
  };
  const ok = async (path: string, body?: unknown): Promise<Json> => {
    const reply = await post(path, body);
    if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  return { ...client, post, ok: { ...client.ok, post: ok } };
}
