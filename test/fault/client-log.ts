/** Commands with a key, repeated until they are answered, and the log of what was answered. */
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Json } from "../support/backroom.ts";

export type Answer = { status: number; body: Json };
/** What a command that is answered 2xx makes, and what it was asked about. */
export type Entry = {
  tenant: string;
  what: string;
  /** Id of what it made or changed. */
  id: string;
  amount: number;
};

export type ClientLog = {
  /** Kept in a file: an hour's entries are many. */
  note(entry: Entry): void;
  accepted(): number;
  entries(tenant: string): Promise<Entry[]>;
  close(): Promise<void>;
  refused: number;
  /** Requests beyond the first of a command. */
  repeated: number;
  /** By status, of every request: 0 is no answer. */
  statuses: Map<number, number>;
  commands: number;
  /** The first answers of 500, which would be faults of ours. */
  ours: string[];
};

const MOST_OURS = 20;

export function clientLog(file: string): ClientLog {
  const kept = createWriteStream(file);
  let accepted = 0;
  return {
    note({ tenant, what, id, amount }) {
      accepted += 1;
      kept.write(`${JSON.stringify([tenant, what, id, amount])}\n`);
    },
    accepted: () => accepted,
    async entries(wanted) {
      await new Promise((resolve) => kept.write("", resolve));
      const entries: Entry[] = [];
      for await (const line of createInterface({ input: createReadStream(file) })) {
        const [tenant, what, id, amount] = JSON.parse(line) as [string, string, string, number];
        if (tenant === wanted) entries.push({ tenant, what, id, amount });
      }
      return entries;
    },
    close: () => new Promise((resolve) => kept.end(() => resolve())),
    refused: 0,
    repeated: 0,
    statuses: new Map(),
    commands: 0,
    ours: [],
  };
}

const REQUEST_MS = 15_000;
const PAUSE_MS = 200;

const isAnswer = ({ status, body }: Answer): boolean =>
  status > 0 && status < 500 && status !== 429 && !JSON.stringify(body ?? "").includes("request_in_progress");

export async function once(
  log: ClientLog,
  method: string,
  url: string,
  key: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(REQUEST_MS),
  })
    .then(async (response) => ({ status: response.status, body: parsed(await response.text()) }))
    .catch(() => ({ status: 0, body: null }));
  if (answer.status === 500 && log.ours.length < MOST_OURS)
    log.ours.push(`500: ${method} ${new URL(url).pathname} ${JSON.stringify(answer.body)}`);
  log.statuses.set(answer.status, (log.statuses.get(answer.status) ?? 0) + 1);
  return answer;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Until it is answered: under one key, so that it happens once however often it is asked. */
export async function command(
  log: ClientLog,
  method: string,
  url: string,
  key: string,
  body: unknown,
): Promise<Answer> {
  const idempotency = { "idempotency-key": randomUUID() };
  log.commands += 1;
  for (;;) {
    const answer = await once(log, method, url, key, body, idempotency);
    if (isAnswer(answer)) {
      if (answer.status >= 300) log.refused += 1;
      return answer;
    }
    log.repeated += 1;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
