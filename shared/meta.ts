/** Who asks, for whom, in which request: travels with every call between services and never changes on the way. */

/** The tenant: an organization's live data or its test data, which are two tenants that share a slug (PRM-3). */
export type OrgContext = {
  id: string;
  slug: string;
  mode: "live" | "test";
  currency: string;
  timezone: string;
};

export type Actor = { kind: "user" | "api_key" | "system"; id: string };

export type Meta = {
  org: OrgContext;
  actor: Actor;
  scopes: readonly string[];
  /** Stores the principal is restricted to; absent: all (PRM-4). */
  store_ids?: readonly string[];
  request_id: string;
  /** The event that caused this, when a reaction asks. */
  causation_id?: string;
  ip?: string;
  user_agent?: string;
};

/** What goes one hop only: from the gateway, or a saga's step, to the action it calls. */
export type Headers = {
  /** Scope of the key (tenant, principal, method, path) hashed with the key itself (API-9). */
  idempotency_key?: string;
  fingerprint?: string;
  /** The version named by If-Match. */
  if_match?: number;
  /** Answer nothing new: tells the gateway that a stored answer was replayed. */
  replayed?: boolean;
};

/** The principal of work that no request asked for: sweepers, schedulers, reactions. */
export const systemActor = (id: string): Actor => ({ kind: "system", id });

export const hasScope = (meta: Pick<Meta, "scopes">, scope: string): boolean =>
  meta.scopes.includes(scope) || meta.scopes.includes("*");
