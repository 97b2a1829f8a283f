/** The operator's provider at a URL (CLS-3). A request is retried once. After repeated failures it gets no requests for a while. */
import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  handleWhen,
  isBrokenCircuitError,
  isTaskCancelledError,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import type { Answer, Asked, Provider } from "./provider.ts";
import { readProposals } from "./rules/proposals.ts";

const MAX_ANSWER = 1024 * 1024;
const FAILURES = 5;
const REST_MS = 30_000;

export type HttpProviderOptions = {
  url: string;
  /** The time for everything, including the retry. */
  timeout_ms: number;
};

/** Throws when there is no usable answer in time. */
export function httpProvider({ url, timeout_ms }: HttpProviderOptions): Provider {
  const policy = wrap(
    timeout(timeout_ms, TimeoutStrategy.Aggressive),
    retry(
      handleWhen((error) => !isBrokenCircuitError(error) && !isTaskCancelledError(error)),
      { maxAttempts: 1, backoff: new ExponentialBackoff({ initialDelay: 100 }) },
    ),
    circuitBreaker(handleAll, { halfOpenAfter: REST_MS, breaker: new ConsecutiveBreaker(FAILURES) }),
  );
  return {
    name: "http",
    async classify(asked) {
      const body = await bodyOf(asked);
      return policy.execute(({ signal }) => ask(url, body, asked, signal));
    },
  };
}

async function bodyOf({ pictures, taxonomy, locale }: Asked): Promise<string> {
  const images: string[] = [];
  // One after the other, because a decoded picture may be large.
  for (const picture of pictures)
    images.push(`data:image/jpeg;base64,${(await picture.encode()).toString("base64")}`);
  return JSON.stringify({ images, taxonomy, locale });
}

async function ask(url: string, body: string, asked: Asked, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body,
    signal,
    redirect: "error",
  });
  if (!response.ok) throw new Error(`The provider answers with status ${response.status}.`);
  const answer: unknown = JSON.parse(await textOf(response));
  const proposals = readProposals(answer, asked.taxonomy);
  if (!proposals) throw new Error("The provider's answer has another shape.");
  const { model_version } = answer as { model_version?: unknown };
  return { ...proposals, model_version: String(model_version ?? "unknown").slice(0, 100) };
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER) throw new Error("The provider's answer is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
