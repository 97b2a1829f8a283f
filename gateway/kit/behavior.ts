/** A behavior: what an operation does, without its address; and the routes that a dialect makes of behaviors. */
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { Variant } from "../shapes/codecs.ts";
import { contextOf, type DialectContext } from "./context.ts";
import { type Dialect, isMethod, type OperationSpec } from "./dialect.ts";
import type { GatewayResponse, Parameter, RouteBody, Scope } from "./request.ts";
import type { Route } from "./route.ts";

export type Behavior = {
  /** The required scope, if the document names none. */
  scope: Scope;
  body?: RouteBody;
  parameters?: (dialect: Dialect) => readonly Parameter[];
  /** The schema of the answer in a variant; null: it has no body. */
  response: ((variant: Variant, dialect: Dialect) => JsonSchema) | null;
  /** Media type of the answer; JSON by default. */
  media?: string;
  /** Media types of files that it answers with where the caller asks for them. */
  files?: readonly string[];
  /** Codes of its own that it may refuse with. */
  refuses?: readonly string[];
  /** Where it sends browsers on to, in words. */
  sendsOn?: string;
  /** Schemas of path parameters that are not ids. */
  pathSchemas?: Readonly<Record<string, JsonSchema>>;
  /** Returns the body, or a complete response by `reply`. */
  run(ctx: DialectContext): Promise<unknown>;
};

const WHOLE = Symbol("a whole response");

/** A response with its own status, headers, stream or bytes. */
export const reply = (response: Partial<GatewayResponse>): object => ({ [WHOLE]: response });

type Table<Id extends string> = { readonly [id in Id]: Behavior };

/** Routes of operations that the dialect's document names; a missing or unknown id does not compile. */
export const routes = <Id extends string>(dialect: Dialect<Id>, table: Table<Id>): Route[] => {
  const missing = Object.keys(dialect.contract).find((id) => !Object.hasOwn(table, id));
  if (missing) throw new TypeError(`${dialect.name} does not answer '${missing}'.`);
  return Object.entries<Behavior>(table).map(([id, behavior]) => {
    const spec = dialect.contract[id as Id];
    if (!spec) throw new TypeError(`The document of ${dialect.name} has no operation '${id}'.`);
    return routeOf(dialect, id, spec, behavior);
  });
};

/** An operation beyond the document: its name and what it does. */
export type Beyond = { id: string; tag: string; summary: string; status?: number; does: Behavior };

/** Routes beyond the document, keyed by method and path: "DELETE /brands". */
export const beyond = (dialect: Dialect, table: Readonly<Record<string, Beyond>>): Route[] =>
  Object.entries(table).map(([line, { id, tag, summary, status = 200, does }]) => {
    const [method = "", path = ""] = line.split(" ");
    return routeOf(dialect, id, { method, path, status, tag, summary }, does);
  });

export function routeOf(dialect: Dialect, id: string, spec: OperationSpec, behavior: Behavior): Route {
  const { method, path, tag, summary, permission, features = "", roles = "" } = spec;
  const status = (profile: string) => dialect.status?.(spec, profile) ?? spec.status;
  if (!isMethod(method)) throw new TypeError(`'${method}' of ${id} is no method.`);
  const { body, response, media = "application/json", files = [], refuses = [] } = behavior;
  const { pathSchemas = {}, sendsOn } = behavior;
  return {
    ...{ dialect, id, method, status, tag, media, files, refuses },
    features: features.split(" ").filter(Boolean),
    roles: roles.split(" ").filter(Boolean),
    pathSchemas: { ...idsIn(path, dialect.ids?.schema ?? uuid), ...pathSchemas },
    path: dialect.prefix + path,
    scope: permission ?? behavior.scope,
    about: summary,
    parameters: behavior.parameters?.(dialect) ?? [],
    ...(body ? { body } : {}),
    ...(sendsOn ? { sendsOn } : {}),
    ...(response
      ? { response: (profile: string) => response({ profile, nulls: dialect.nulls(profile) }, dialect) }
      : {}),
    async answer(request, services) {
      dialect.guard?.(request);
      const ctx = contextOf(dialect, dialect.prefix + path, request, services);
      if (request.principal) await dialect.prepare?.(request.principal, services.read);
      const answered = await behavior.run(ctx);
      const own = wholeOf(answered);
      for (const name of dialect.reads ?? []) ctx.ignored.delete(name);
      const headers = ignoredHeader(ctx.ignored);
      const done = status(ctx.wire.profile);
      if (own) return { status: done, ...own, headers: { ...headers, ...own.headers } };
      return { status: done, ...(done === 204 ? {} : { body: answered }), headers };
    },
  };
}

const uuid = { type: "string", format: "uuid" };

/** Parameters in the path that are ids by their name. */
const idsIn = (path: string, schema: JsonSchema): Record<string, JsonSchema> =>
  Object.fromEntries(
    [...path.matchAll(/\{(id|\w+_id|\w+Id)\}/g)].map(([, name = ""]): [string, JsonSchema] => [name, schema]),
  );

const wholeOf = (answered: unknown): Partial<GatewayResponse> | undefined =>
  (answered as { [WHOLE]?: Partial<GatewayResponse> } | null | undefined)?.[WHOLE];

const MOST_IGNORED = 50;

function ignoredHeader(ignored: ReadonlySet<string>): Record<string, string> {
  if (ignored.size === 0) return {};
  const names = [...ignored].slice(0, MOST_IGNORED).map(encodeURIComponent).join(", ");
  return { "Backroom-Ignored-Fields": names };
}
