/** Mercato: pages with totals, ids in bodies and queries, features and business units, cookies beside tokens. */
import type { IncomingHttpHeaders } from "node:http";
import { parseCookie } from "cookie";
import { beginCurrencies, featuresFor, firstRolesOf } from "../../../services/accounts/public.ts";
import { beginPriceKinds, beginTaxes } from "../../../services/catalog/public.ts";
import { beginDictionaries } from "../../../services/platform/public.ts";
import { beginSellingTerms } from "../../../services/sales/public.ts";
import { fail, isFailure, statusOf } from "../../../shared/errors.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Dialect, Problem } from "../../kit/index.ts";
import { bearer, objectWith, pathOf } from "../../kit/index.ts";
import type { Query } from "../../kit/request.ts";
import type { Credential, Principal } from "../../principals.ts";
import { type Profile, profiles } from "../names.ts";
import contract from "./contract.json" with { type: "json" };
import { guide } from "./guide.ts";
import { paging } from "./paging.ts";
import { resolutionOf } from "./shapes/toggles.ts";

type Cookies = Readonly<Record<string, string | undefined>>;
export const cookiesOf = ({ cookie }: IncomingHttpHeaders): Cookies => (cookie ? parseCookie(cookie) : {});

/** A token as bearer, the cookie of a sign-in, and a key in one of three places, in this order (1.6). */
function secretsOf(headers: IncomingHttpHeaders): Credential[] {
  const token = bearer(headers);
  const { auth_token } = cookiesOf(headers);
  const [, named] = /^apikey (\S+)$/i.exec(headers.authorization ?? "") ?? [];
  const key = headers["x-api-key"] ?? named;
  return [
    ...(token ? [token.kind === "session" ? { ...token, kind: "login" as const } : token] : []),
    ...(auth_token ? [{ kind: "login" as const, secret: auth_token }] : []),
    ...(typeof key === "string" && key ? [{ kind: "api_key" as const, secret: key }] : []),
  ];
}

/** With the business unit and the tenant that cookies select (MRC-SCP-2, MRC-FEA-12). */
function credentials(headers: IncomingHttpHeaders): Credential | null {
  const { om_selected_org: unit, om_selected_tenant: org } = cookiesOf(headers);
  const selected = { unit: unit === "__all__" ? "all" : (unit ?? null), ...(org ? { org } : {}) };
  return secretsOf(headers).reduceRight<Credential | null>(
    (otherwise, each) => ({ ...each, ...selected, ...(otherwise ? { otherwise } : {}) }),
    null,
  );
}

const known = new WeakMap<Principal, ReadonlySet<string>>();

/** The features of a caller; for a key they follow from its scopes (MRC-FEA-7). */
export function featuresOf(caller: Principal): ReadonlySet<string> {
  const found = known.get(caller) ?? new Set(caller.rights?.features ?? featuresFor([...caller.scopes]));
  known.set(caller, found);
  return found;
}

const begun = new Map<string, Promise<unknown>>();
const MOST_BEGUN = 10_000;

/** What every organization begins with (MRC-SEED-1). */
const beginnings = [
  firstRolesOf,
  beginCurrencies,
  beginDictionaries,
  beginPriceKinds,
  beginTaxes,
  beginSellingTerms,
];

/** Again it changes nothing. */
async function prepare({ org: { id } }: Principal, read: Call): Promise<void> {
  if (begun.size >= MOST_BEGUN) begun.clear();
  const begin = () => Promise.all(beginnings.map((each) => read(each, {})));
  // Another gateway may begin at the same moment; then everything is there.
  const found =
    begun.get(id) ?? begin().catch((error) => (isConflict(error) ? begin() : Promise.reject(error)));
  begun.set(id, found);
  await found.catch((error: unknown) => {
    begun.delete(id);
    throw error;
  });
}

const isConflict = (error: unknown): boolean => isFailure(error) && error.type === "conflict";

const foreignTenant = () => fail("forbidden", "Not authorized to target this tenant.");

/** The words `null` and `undefined` count as no value (MRC-SCP-3). */
const isNamed = (value: unknown): value is string =>
  typeof value === "string" && !["", "null", "undefined"].includes(value);

/** The role of super-admins is their flag: its name alone gives nobody a right (MRC-FEA-10, INV-30). */
function refuseWithoutRole({ rights }: Principal, roles: readonly string[]): void {
  if (roles.length === 0 || rights?.is_super_admin) return;
  throw fail("forbidden", "Forbidden", { required_roles: [...roles] });
}

function authorize(caller: Principal, { features, roles }: Required, query: Query): void {
  refuseWithoutRole(caller, roles);
  const tenant = query.findLast(([name]) => name === "tenantId")?.[1];
  if (isNamed(tenant) && tenant !== caller.org.id) throw foreignTenant();
  const held = featuresOf(caller);
  if (!features.every((each) => held.has(each)))
    throw fail("forbidden", "Forbidden", { required_features: [...features] });
}

/** The body may name the tenant of the caller and a business unit that they may choose (MRC-SCP-3). */
function acting(caller: Principal, body: unknown, tag: string): Principal | null {
  if (typeof body !== "object" || body === null || !caller.units) return caller;
  const { tenantId, tenant_id = tenantId, ...rest } = body as Record<string, unknown>;
  if (isNamed(tenant_id) && tenant_id !== caller.org.id) throw foreignTenant();
  const wished = rest.organizationId ?? rest.organization_id;
  // Users are put into a business unit: an unknown one is a wrong field there.
  if (!isNamed(wished) || tag === USERS) return caller;
  if (!caller.units.allowed_ids.includes(wished)) return null;
  return { ...caller, units: { ...caller.units, acting_id: wished } };
}
const USERS = "Authentication & Accounts";

type Required = Parameters<NonNullable<Dialect["authorize"]>>[1];

/** Signing in tells success under a name of its own (1.5), and so do checks of toggles (MRC-TOG-2). */
const TELLS_OK = /\/(auth\/(login|reset)(\/confirm)?|feature_toggles\/check\/\w+)$/;

/** Signing up tells every wrong field like one that is taken (MRC-ONB-1). */
const SIGN_UP = /\/onboarding\/onboarding$/;

/** Where an area takes a taken word for a wrong field, the error alone tells. */
const isTaken = (code: string, reason: string): boolean => code === "conflict" || reason === "taken";

const shownAs = (status: number): number => (status === 422 ? 400 : status);

/** Our 422 is 400 here (MRC-W-22); a word that is taken names its field (MRC-W-21). */
function problem({ status, code, detail, details, request_id, instance }: Problem) {
  const { errors = [], required_features, required_roles, resolution } = details;
  const isForm = code === "validation_failed";
  const fields = errors.map(({ pointer, code: reason, message }) => {
    const path = pathOf(pointer).split(".").filter(Boolean);
    return isTaken(code, reason)
      ? { path, message, code: "duplicate", origin: "validation" }
      : { path, message, code: resolution ? reason.toUpperCase() : reason };
  });
  const taken = errors.flatMap(({ pointer, code: reason, message }) =>
    isTaken(code, reason) || SIGN_UP.test(instance) ? [[pathOf(pointer), message] as const] : [],
  );
  const body = {
    ...(TELLS_OK.test(instance) ? { ok: false } : {}),
    error: isForm && fields.length ? "Invalid input" : detail,
    ...(fields.length ? { details: fields } : {}),
    ...(taken.length ? { fieldErrors: Object.fromEntries(taken) } : {}),
    ...(required_features ? { requiredFeatures: required_features } : {}),
    ...(required_roles ? { requiredRoles: required_roles } : {}),
    ...(resolution ? { resolution: resolutionOf({ ...resolution }) } : {}),
    ...{ code, request_id },
  };
  return { status: shownAs(status), body };
}

const text = { type: "string" };
const detail = {
  type: "object",
  properties: { path: { type: "array", items: text }, message: text, code: text },
};
const refusal = objectWith(
  { error: text, code: text, request_id: text, details: { type: "array", items: detail } },
  ["error", "code", "request_id"],
);

/** With the variant for keys that name none. */
export const mercatoOf = (profile: Profile): Dialect<keyof typeof contract> => ({
  name: "mercato",
  prefix: "/mercato/api",
  title: "Mercato",
  about:
    "The API of Mercato over Backroom's data: users with roles, business units, customers, products and documents of selling.",
  ...{
    contract,
    guide,
    document: new URL("openapi.json", import.meta.url),
    examples: new URL("examples.json", import.meta.url),
    completes: true,
  },
  credentials,
  unauthorized: "Unauthorized",
  ...{ prepare, authorize, acting, paging, problem },
  unknown: "ignore",
  profiles: [profile, ...profiles.filter((each) => each !== profile)],
  // MRC-W-7: the real service answers 200 where its document prints a success of its own accord.
  status: ({ unprinted, status }, variant) => (unprinted && variant === "real" ? 200 : status),
  nulls: () => true,
  reads: ["id", "organizationId", "organization_id", "tenantId", "tenant_id"],
  idFrom: { query: "id", body: "id" },
  created: ({ row }) => ({ body: { id: row.id } }),
  removed: () => ({ ok: true }),
  refusals: { code: "code", schema: refusal, status: (code) => shownAs(statusOf(code)) },
});
