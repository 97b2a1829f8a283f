/** Repeats requests that may succeed later. */
export type Send = typeof fetch;

/** Too many requests, and what a busy or restarting service answers. */
const LATER = [429, 502, 503, 504];
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What the service asks for, else twice as long each time; never the same for many clients at once. */
function pauseAfter(attempt: number, reply: Response | null): number {
  const asked = Number(reply?.headers.get("retry-after") ?? Number.NaN) * 1000;
  if (asked >= 0) return Math.min(asked, LONGEST_PAUSE_MS) + Math.random() * FIRST_PAUSE_MS;
  return Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random());
}

function headersOf({ method = "GET", headers }: RequestInit): Headers {
  const all = new Headers(headers);
  const isRead = ["GET", "HEAD"].includes(method.toUpperCase());
  if (!isRead && !all.has("Idempotency-Key")) all.set("Idempotency-Key", crypto.randomUUID());
  return all;
}

/** The reply, or null if the network failed; an aborted request, or one that cannot be sent at all, throws. */
async function tried(send: Send, address: Parameters<Send>[0], init: RequestInit): Promise<Response | null> {
  try {
    return await send(address, init);
  } catch (error) {
    if (init.signal?.aborted || !(error instanceof TypeError)) throw error;
    return null;
  }
}

/** A fetch that sends a request at most so often, a write under one `Idempotency-Key`. */
export function patient(send: Send, attempts: number): Send {
  return async (address, init = {}) => {
    const request = { ...init, headers: headersOf(init) };
    for (let attempt = 1; attempt < attempts; attempt++) {
      const reply = await tried(send, address, request);
      if (reply && !LATER.includes(reply.status)) return reply;
      await reply?.body?.cancel();
      await pause(pauseAfter(attempt, reply));
    }
    return send(address, request);
  };
}
