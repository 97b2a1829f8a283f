/** Repeats a command under its key until it is answered (API-9). */
import { randomUUID } from "node:crypto";
import { type Client, type Reply, until } from "./backroom.ts";

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
