/** The calls of one request. They pass the caller as `meta`, the idempotency key and If-Match as headers (API-7, API-9). */
import { noteAccess } from "../services/accounts/public.ts";
import { fail, invalidField } from "../shared/errors.ts";
import { canonicalJson } from "../shared/events/canonical.ts";
import { sha256 } from "../shared/ids.ts";
import type { Headers, Meta, Origin } from "../shared/meta.ts";
import type { ActionRef } from "../shared/service/reference.ts";
import type { Exchange } from "./exchange.ts";
import type { Query } from "./kit/request.ts";
import type { RequestCall, Route } from "./kit/route.ts";
import type { StrictKind } from "./limits.ts";
import type { Principal } from "./principals.ts";
import { type BankNumbers, bankDataIn, MASS_ROWS, rememberBankNumbers, rowsIn } from "./shown.ts";
import { strictActions } from "./strict-actions.ts";

/** Accounts that one record names. */
const MOST_NAMED = 500;
const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;
const ETAG = /^(?:W\/)?"(\d{1,15})(?:-[0-9a-f]+)?"$/;

type Broker = { call(name: string, input: unknown, options: object): Promise<unknown> };

export type Caller = {
  broker: Broker;
  headers: Headers;
  /** Null: nobody has signed in. */
  meta: Meta | null;
  /** Then it is all that is known of the caller. */
  origin?: Origin;
  timeout_ms: number;
  /** The route, for records of what it showed. */
  operation?: string;
  /** Counts in the caller's bucket of a kind, or throws 429; absent: the caller is not limited. */
  take?(kind: StrictKind): Promise<unknown>;
};

/**
 * Calls of one request; `replayed` says afterwards whether a stored answer was returned. A request that makes several calls
 * has a key for each, or the second would be answered with the result of the first.
 */
export function callerOf({ broker, headers, meta, origin, timeout_ms, take, operation = "" }: Caller): {
  call: RequestCall;
  replayed(): boolean;
  /** Records what an answer shows, before it is sent; throws when it cannot be recorded (AUD-2, AUD-4). */
  record(answer: { body?: unknown }, reads: boolean): Promise<void>;
} {
  const made = new Map<string, number>();
  const counted = new Set<StrictKind>();
  const numbers: BankNumbers = new Map();
  let replayed = false;
  /** Once per request, which may make several calls of a kind, and before the first of them (RAT-3). */
  async function admit(kind: StrictKind): Promise<void> {
    if (counted.has(kind)) return;
    counted.add(kind);
    await take?.(kind);
  }
  async function send<In, Out>(ref: ActionRef<In, Out>, input: In, sent: Headers): Promise<Out> {
    const strict = strictActions.get(ref.name);
    if (strict) await admit(strict);
    const own: Record<string, unknown> = { ...(meta ?? origin) };
    const result = await broker.call(ref.name, input, { meta: own, headers: sent, timeout: timeout_ms });
    if (own.$replayed) replayed = true;
    rememberBankNumbers(numbers, ref.name, result);
    return result as Out;
  }
  const call: RequestCall = (ref, input) => {
    const nth = made.get(ref.name) ?? 0;
    made.set(ref.name, nth + 1);
    return send(ref, input, headersOfCall(headers, ref.name, nth));
  };
  call.read = (ref, input) => send(ref, input, ifMatchOf(headers));
  call.admit = admit;
  let noted = 0;
  // Once per idempotency key: a repetition shows what is recorded already.
  call.note = async (access) => {
    const { if_match: _version, ...keyed } = headers;
    const own = headersOfCall(keyed, noteAccess.name, noted++);
    if (meta) await send(noteAccess, { operation, ...access }, own);
  };
  async function record({ body }: { body?: unknown }, reads: boolean): Promise<void> {
    const ids = bankDataIn(body, numbers);
    if (ids.length > 0)
      await call.note({ kind: "bank_data", rows: ids.length, ids: ids.slice(0, MOST_NAMED) });
    const rows = reads ? rowsIn(body) : 0;
    if (rows > MASS_ROWS) await call.note({ kind: "mass_read", rows });
  }
  return { call, replayed: () => replayed, record };
}

/** Tries a change on the version that If-Match names; its answer is not stored. */
const ifMatchOf = ({ if_match }: Headers): Headers => (if_match === undefined ? {} : { if_match });

const headersOfCall = (headers: Headers, action: string, nth: number): Headers =>
  headers.idempotency_key
    ? { ...headers, idempotency_key: sha256(`${headers.idempotency_key} ${action} ${nth}`) }
    : headers;

/** What identifies the content of a request. */
export type Content = { params: Record<string, string>; query: Query; identity: unknown };

/** The key's scope is tenant, principal, method and path; the fingerprint is the whole request (API-9). */
export function headersOf(exchange: Exchange, route: Route, { params, query, identity }: Content): Headers {
  const { request, principal } = exchange;
  const headers: Headers = {};
  const match = request.headers["if-match"];
  if (match !== undefined && match !== "*") {
    const version = ETAG.exec(match);
    if (!version) throw fail("precondition_failed", 'If-Match must be an ETag of this object, like "3".');
    headers.if_match = Number(version[1]);
  }
  const key = request.headers["idempotency-key"];
  if (key === undefined || route.method === "GET") return headers;
  if (typeof key !== "string" || !IDEMPOTENCY_KEY.test(key))
    throw invalidField(
      "Idempotency-Key",
      "invalid_value",
      "Idempotency-Key must be 1 to 255 printable characters.",
    );
  const path = Object.entries(params).reduce(
    (at, [name, value]) => at.replace(`{${name}}`, value),
    route.path,
  );
  headers.idempotency_key = sha256(
    JSON.stringify([principal?.org.id, principal?.key, route.method, path, key]),
  );
  headers.fingerprint = sha256(canonicalJson([route.method, path, [...query].sort(), identity]));
  return headers;
}

/** Where the caller acts, and whose rows they see; rows of the root name no business unit. */
function unitsOf({ units }: Principal): Partial<Meta> {
  if (!units) return {};
  const { root_id, acting_id, above_ids, seen_ids, granted_ids } = units;
  const stored = (each: string) => (each === root_id ? null : each);
  return {
    ...(acting_id === root_id ? {} : { business_unit_id: acting_id }),
    ...(granted_ids ? { business_units_granted: granted_ids } : {}),
    business_units_above: above_ids.map(stored),
    ...(seen_ids ? { business_unit_ids: seen_ids.map(stored) } : {}),
  };
}

/** Where a request comes from, whoever sends it. */
export function originOf({ request, request_id }: Exchange): Origin {
  const agent = request.headers["user-agent"];
  return {
    request_id,
    ...(request.socket.remoteAddress ? { ip: request.socket.remoteAddress } : {}),
    ...(agent ? { user_agent: agent.slice(0, 200) } : {}),
  };
}

export function metaOf(exchange: Exchange, principal: Principal | null): Meta | null {
  if (!principal) return null;
  return {
    org: principal.org,
    actor: principal.actor,
    scopes: [...principal.scopes],
    ...(principal.store_ids ? { store_ids: principal.store_ids } : {}),
    ...unitsOf(principal),
    ...originOf(exchange),
  };
}
