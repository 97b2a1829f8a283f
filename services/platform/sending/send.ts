/** One attempt: a POST of at most 15 seconds to an address that the guard allows (WHK-2, WHK-5). */
import { guardedFetch } from "../../../shared/net/guarded-fetch.ts";
import type { Outcome } from "../webhooks/retries.rules.ts";
import { refusedUrl, type UrlPolicy } from "../webhooks/urls.rules.ts";
import { signed } from "./sign.ts";

const TIMEOUT_MS = 15_000;
const ANSWER_BYTES = 1024;

export type Sending = {
  url: string;
  id: string;
  body: string;
  secrets: readonly string[];
  policy: UrlPolicy;
  now: number;
  signal: AbortSignal;
};

export type Sent = Outcome & { duration_ms: number; error: string | null; answer: string | null };

const nothing = { status_code: null, retry_after: null, answer: null };

/** The beginning of an answer, as text that can be stored. */
const shownText = (body: Buffer): string => body.toString("utf8").replaceAll("\u0000", "").toWellFormed();

async function answerTo({ url, id, body, secrets, policy, now, signal }: Sending) {
  const refused = refusedUrl(url, policy);
  if (refused) return { ...nothing, error: refused };
  const answer = await guardedFetch(url, {
    method: "POST",
    timeout_ms: TIMEOUT_MS,
    max_bytes: ANSWER_BYTES,
    cut: true,
    body,
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": "Backroom-Webhooks/1",
      ...signed(id, body, secrets, now),
    },
    ...policy,
    signal,
  });
  if (!answer.ok) return { ...nothing, status_code: answer.status ?? null, error: answer.message };
  return {
    status_code: answer.status,
    retry_after: answer.headers["retry-after"] ?? null,
    error: null,
    answer: shownText(answer.body),
  };
}

/** Never throws. An error is the result of the attempt. */
export async function send(sending: Sending): Promise<Sent> {
  const began = performance.now();
  const answer = await answerTo(sending);
  return { ...answer, duration_ms: Math.round(performance.now() - began) };
}
