/** The caller, the tenant and the request: travel with every call between services, unchanged. */

/** The tenant: an organization's live data or its test data, which are two tenants that share a slug (PRM-3). */
export type OrgContext = {
  id: string;
  slug: string;
  mode: "live" | "test";
  currency: string;
  timezone: string;
};

export type Actor = { kind: "user" | "api_key" | "system"; id: string };

/** Where a request comes from. */
export type Origin = { request_id: string; ip?: string; user_agent?: string };

export type Meta = Origin & {
  org: OrgContext;
  actor: Actor;
  scopes: readonly string[];
  /** Stores the principal is restricted to; absent: all (PRM-4). */
  store_ids?: readonly string[];
  /** Business units whose rows the principal sees, null for the root's; absent: all (MRC-SCP-2). */
  business_unit_ids?: readonly (string | null)[];
  /** Those above the acting one, whose inherited rows the principal sees as well (MRC-DIC-2). */
  business_units_above?: readonly (string | null)[];
  /** Business units to which the principal's rights are restricted; absent: none restricts them (MRC-FEA-2). */
  business_units_granted?: readonly string[];
  /** The business unit of new rows; absent: the root (MRC-SCP-3). */
  business_unit_id?: string;
  /** The event that caused this call, when a reaction makes it. */
  causation_id?: string;
};

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** Part → whether it is present and well-formed. */
const parts: Record<string, (meta: Partial<Meta>) => boolean> = {
  "org.id": ({ org }) => isText(org?.id),
  "org.mode": ({ org }) => org?.mode === "live" || org?.mode === "test",
  "org.currency": ({ org }) => typeof org?.currency === "string",
  "org.timezone": ({ org }) => typeof org?.timezone === "string",
  "actor.kind": ({ actor }) => isText(actor?.kind),
  "actor.id": ({ actor }) => isText(actor?.id),
  scopes: ({ scopes }) => Array.isArray(scopes),
  request_id: ({ request_id }) => isText(request_id),
};

/** The missing parts without which the tenant of a call is unknown. */
export const missingIn = (meta: Partial<Meta>): string[] =>
  Object.keys(parts).filter((name) => !parts[name]!(meta));

/** Values for one hop only: from the gateway, or a saga's step, to the action it calls. */
export type Headers = {
  /** Scope of the key (tenant, principal, method, path) hashed with the key itself (API-9). */
  idempotency_key?: string;
  fingerprint?: string;
  /** The version named by If-Match. */
  if_match?: number;
  /** Set in the response: tells the gateway that a stored answer was replayed. */
  replayed?: boolean;
};

/** The principal of work without a request: sweepers, schedulers, reactions. */
export const systemActor = (id: string): Actor => ({ kind: "system", id });

/** The meta of work for a tenant without a request; calls that need the organization read its row. */
export const systemMeta = (actor: string, org_id: string, request_id: string): Meta => ({
  org: { id: org_id, slug: "", mode: "live", currency: "USD", timezone: "UTC" },
  actor: systemActor(actor),
  scopes: ["*"],
  request_id,
});

/** The same caller without restrictions: for work that follows from a decision, in any store and business unit. */
export function unrestricted(meta: Meta): Meta {
  const {
    store_ids: _stores,
    business_unit_ids: _units,
    business_units_above: _above,
    business_units_granted: _granted,
    ...rest
  } = meta;
  return rest;
}

export const hasScope = (meta: Pick<Meta, "scopes">, scope: string): boolean =>
  meta.scopes.includes(scope) || meta.scopes.includes("*");

/** The fields by which a log line can be found: the request, the tenant, and the causing event. */
export const askedBy = ({ request_id, org, causation_id }: Partial<Meta>) => ({
  request_id,
  org: org?.id,
  ...(causation_id ? { causation_id } : {}),
});
