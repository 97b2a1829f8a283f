/** Fetches the picture at an address that a file names, through redirects, each of which the guard checks anew. */
import { isOpenPort, portOf } from "../../../shared/net/addresses.ts";
import { type Guarded, guardedFetch, type Refusal } from "../../../shared/net/guarded-fetch.ts";
import { MAX_BYTES } from "../pictures/decode.ts";

const MOST_REDIRECTS = 5;

/** `again`: another attempt may succeed. `retry_after`: when, in the server's words. */
export type Refused = {
  ok: false;
  code: string;
  message: string;
  again: boolean;
  retry_after?: string | undefined;
};
export type Fetched = { ok: true; bytes: Buffer } | Refused;

export type FetchOptions = {
  /** The time limit of all redirects together. */
  timeout_ms: number;
  allowed_hosts: readonly string[];
  signal: AbortSignal;
};

const refused = (code: string, message: string, again = false): Refused => ({
  ...{ ok: false, code, message, again },
});

const passing: ReadonlySet<Refusal> = new Set(["timed_out", "unreachable"]);
/** Too early, too slow or too often. Any other 4xx stays. */
const passingStatuses = new Set([408, 425, 429]);

function judged(found: Guarded): Fetched {
  if (!found.ok) return refused(found.reason, found.message, passing.has(found.reason));
  const { status, body } = found;
  if (status === 200) return { ok: true, bytes: body };
  const again = status >= 500 || passingStatuses.has(status);
  const why = refused("bad_status", `The address answers with status ${status}.`, again);
  return { ...why, retry_after: found.headers["retry-after"] };
}

const closedPort = refused(
  "refused_address",
  "Of the ports only 80, 443 and those from 1024 on can be called.",
);

function isClosed(address: string, allowed_hosts: readonly string[]): boolean {
  const url = new URL(address);
  const port = portOf(url);
  return !isOpenPort(port) && !allowed_hosts.includes(`${url.hostname}:${port}`);
}

/** Where it is redirected to; null if it is not, or not anywhere. */
function redirectOf(found: Guarded, from: string): string | null {
  if (found.ok || found.reason !== "redirected" || !found.location) return null;
  return URL.canParse(found.location, from) ? new URL(found.location, from).href : null;
}

export async function fetchPicture(
  address: string,
  { timeout_ms, ...options }: FetchOptions,
): Promise<Fetched> {
  const end = performance.now() + timeout_ms;
  let url = address;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    if (isClosed(url, options.allowed_hosts)) return closedPort;
    const found = await guardedFetch(url, {
      ...options,
      timeout_ms: Math.max(1, Math.round(end - performance.now())),
      max_bytes: MAX_BYTES,
      allow_http: true,
      // Without AVIF, which some servers prefer.
      headers: { accept: "image/jpeg,image/png,image/webp,image/gif", "user-agent": "Backroom-Import/1" },
    });
    const next = redirectOf(found, url);
    if (!next) return judged(found);
    url = next;
  }
  return refused("redirected", `The address redirects more than ${MOST_REDIRECTS} times.`);
}
