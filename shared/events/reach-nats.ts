/** Checks NATS before anything starts and reports a problem in one sentence; one table lists the causes. */
import { connect, ErrorCode, type NatsConnection } from "nats";
import { isProvisionError, provisionError } from "../provision/provision-error.ts";
import { natsAccess, unreadable } from "./nats-url.ts";

const ANSWER_MS = 4000;

/** Cause → remedy. */
const sentences = {
  unavailable: (why: string) =>
    `NATS does not answer (${why}): start it, check NATS_URL, or unset it to run everything in one process.`,
  credentials: () =>
    "NATS refuses the user, password or token of NATS_URL: set the right ones there (nats://user:password@host:4222).",
  bare: () =>
    "This NATS has no JetStream, which keeps the events: start nats-server with -js, or enable JetStream for the account of NATS_URL.",
  unreadable,
} as const;

/** Error code of the client → cause; any other code means that the server does not behave like NATS. */
const codes: Partial<Record<string, keyof typeof sentences>> = {
  [ErrorCode.AuthorizationViolation]: "credentials",
  [ErrorCode.AuthenticationExpired]: "credentials",
  [ErrorCode.BadAuthentication]: "credentials",
  [ErrorCode.JetStreamNotEnabled]: "bare",
  ERR_SOCKET_BAD_PORT: "unreadable",
};

/** Throws a provision error of one sentence unless a NATS with JetStream answers. */
export async function reachNats(url: string): Promise<void> {
  let connection: NatsConnection | undefined;
  try {
    connection = await connect({ ...natsAccess(url), timeout: ANSWER_MS, reconnect: false });
    await connection.jetstreamManager({ timeout: ANSWER_MS });
  } catch (error) {
    if (isProvisionError(error)) throw error;
    const { code, message } = error as { code?: string; message: string };
    throw provisionError(sentences[codes[code ?? ""] ?? "unavailable"](message), error);
  } finally {
    await connection?.close();
  }
}
