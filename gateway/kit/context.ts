/** The context of a behavior during one request: typed calls, the wire's spelling, reading bodies and showing rows. */
import { fail, invalid, invalidField, isFailure } from "../../shared/errors.ts";
import type { Violation } from "../../shared/fields/index.ts";
import { exponentOf } from "../../shared/money.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import type { Principal } from "../principals.ts";
import type { Body } from "../shapes/body.ts";
import type { Named, Naming, Wire } from "../shapes/codecs.ts";
import { linksNamed, linksShown } from "../shapes/links.ts";
import {
  type Given,
  needsStored,
  type ReadMode,
  readBody,
  unknownField,
  withGroups,
} from "../shapes/read-body.ts";
import type { Shape } from "../shapes/shape.ts";
import { show } from "../shapes/show.ts";
import { type Dialect, profileOf } from "./dialect.ts";
import type { GatewayRequest } from "./request.ts";
import type { RequestCall } from "./route.ts";

export type DialectContext = {
  dialect: Dialect;
  request: GatewayRequest;
  /** The route's path, with its `{names}`. */
  path: string;
  /** The caller; reading this refuses a request without credentials. */
  readonly principal: Principal;
  readonly wire: Wire;
  /** Names that were sent and ignored. */
  ignored: Set<string>;
  /** Calls an operation of a service, once per idempotency key. */
  call<In, Out>(operation: ActionRef<In, Out>, input: NoInfer<In>): Promise<Out>;
  /** The same without the idempotency key, for reads and trials. */
  read<In, Out>(operation: ActionRef<In, Out>, input: NoInfer<In>): Promise<Out>;
  /** Both, as functions of the gateway take them. */
  services: RequestCall;
};

/** Shows the rows of one answer. */
export type Presenter = (rows: readonly Body[]) => Promise<Body[]>;

/** For callers who have not signed in. */
const nobody = { org: { slug: "", currency: "", timezone: "UTC" }, profile: null, persona: null };

export function wireOf(dialect: Dialect, principal: Principal | null): Wire {
  const { org, profile: wanted, persona } = principal ?? nobody;
  const { slug: organization, currency, timezone } = org;
  const profile = profileOf(dialect, { profile: wanted });
  return {
    ...{ organization, currency, timezone, profile },
    exponent: currency ? exponentOf(currency) : 0,
    ...(persona?.timezone ? { wall_clock: persona.timezone } : {}),
    strict: dialect.unknown === "refuse",
    nulls: dialect.nulls(profile),
  };
}

export function contextOf(
  dialect: Dialect,
  path: string,
  request: GatewayRequest,
  services: RequestCall,
): DialectContext {
  let wire: Wire | undefined;
  const signedIn = (): Principal => {
    if (!request.principal) throw fail("unauthorized", dialect.unauthorized);
    return request.principal;
  };
  return {
    ...{ dialect, path, request, services },
    ignored: new Set(),
    get principal() {
      return signedIn();
    },
    get wire() {
      wire ??= wireOf(dialect, request.principal);
      return wire;
    },
    call: (operation, input) => services(operation, input),
    read: (operation, input) => services.read(operation, input),
  };
}

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The same request, with amounts in this currency. */
export const inCurrency = (ctx: DialectContext, currency: string): DialectContext => ({
  ...ctx,
  wire: { ...ctx.wire, currency, exponent: exponentOf(currency) },
});

/** The body of a request that takes one object. */
export function objectOf({ request }: DialectContext): Body {
  const body = request.body ?? {};
  if (!isObject(body)) throw invalidField("", "object", "The body must be an object.");
  return body;
}

/** Objects of a body that is one or a list of them, with whether it was a list (BLK-1). */
export function objectsOf(body: unknown, most = 500): { several: boolean; bodies: Body[] } {
  const several = Array.isArray(body);
  const bodies: unknown[] = several ? body : [body];
  if (bodies.length === 0 || bodies.length > most)
    throw invalidField("", "too_many", `Send 1 to ${most} objects; there are ${bodies.length}.`);
  const wrong = bodies.findIndex((each) => !isObject(each));
  if (wrong >= 0) {
    const what = several ? "Each element" : "The body";
    throw invalidField(several ? `/${wrong}` : "", "object", `${what} must be an object.`);
  }
  return { several, bodies: bodies as Body[] };
}

/** Several bodies in our words; violations name the element when `several`. */
export async function readEach<Row>(
  ctx: DialectContext,
  shape: Shape<Row>,
  bodies: readonly Body[],
  mode: ReadMode,
  several: boolean,
): Promise<Given<Row>[]> {
  if (shape.asIs) return bodies as Given<Row>[];
  const links = await linksNamed(ctx, shape, bodies);
  const read = bodies.map((body) => readBody(shape, body, ctx.wire, mode, links));
  const refuses = ctx.dialect.unknown === "refuse";
  const violations = read.flatMap(({ violations: own, ignored }, i): Violation[] =>
    [...own, ...(refuses ? ignored.map((name) => unknownField(shape, name)) : [])].map((each) => ({
      ...each,
      pointer: several ? `/${i}${each.pointer}` : each.pointer,
    })),
  );
  if (violations.length) throw invalid(violations);
  for (const { ignored } of read) for (const name of ignored) ctx.ignored.add(name);
  return read.map(({ values }) => values as Given<Row>);
}

/** One body in our words. */
export const readOne = async <Row>(
  ctx: DialectContext,
  shape: Shape<Row>,
  body: Body,
  mode: ReadMode,
): Promise<Given<Row>> => (await readEach(ctx, shape, [body], mode, false))[0]!;

/** A change of one object in our words; the parts of a group that it does not name keep their stored values. */
export async function readChange<Row>(
  ctx: DialectContext,
  shape: Shape<Row>,
  body: Body,
  stored: () => Promise<Body>,
): Promise<Given<Row>> {
  const values: Body = await readOne(ctx, shape, body, "change");
  return (needsStored(shape, values) ? withGroups(shape, values, await stored()) : values) as Given<Row>;
}

/** Rows in the dialect's words. */
export async function showEach<Row extends object>(
  ctx: DialectContext,
  shape: Shape<Row>,
  rows: readonly NoInfer<Row>[],
  include?: ReadonlySet<string>,
): Promise<Body[]> {
  const links = await linksShown(ctx, shape, rows as readonly Body[]);
  return rows.map((row) => show(shape, row as Body, ctx.wire, links, include));
}

export const showOne = async <Row extends object>(
  ctx: DialectContext,
  shape: Shape<Row>,
  row: NoInfer<Row>,
  include?: ReadonlySet<string>,
): Promise<Body> => (await showEach(ctx, shape, [row], include))[0]!;

/** Runs the work; refusals of a service are translated to the shape's names, and with `wire` to its units. */
export async function inWordsOf<T>(
  shape: Shape,
  work: () => Promise<T>,
  several = false,
  wire?: Wire,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inWords(shape, error, several, "", wire);
  }
}

/**
 * The error of a service in the words of a dialect's body; `part` names where in the body the shape's object stands, when it
 * is not the whole.
 */
export function inWords(shape: Shape, error: unknown, several: boolean, part = "", wire?: Wire): unknown {
  if (shape.asIs || !isFailure(error) || !error.data?.errors) return error;
  const errors = error.data.errors.map((each) => {
    if (part && !each.pointer.startsWith(`${part}/`)) return each;
    const named = renamed(each, shape, { several, part, wire });
    return { ...named, message: named.message.replaceAll(quoted(each.pointer), quoted(named.pointer)) };
  });
  error.data = { ...error.data, errors };
  if (errors[0]) error.message = errors[0].message;
  return error;
}

/** How sentences name a place: "/lines/0/quantity" is 'lines[0].quantity'. */
const quoted = (pointer: string): string =>
  `'${pointer
    .slice(1)
    .replaceAll(/\/(\d+)(?=\/|$)/g, "[$1]")
    .replaceAll("/", ".")}'`;

type Renaming = { several: boolean; part: string; wire: Wire | undefined };

function renamed(violation: Violation, shape: Naming, { several, part, wire }: Renaming): Violation {
  const pointer = violation.pointer.slice(part.length);
  const [, element = "", rest = ""] = /^(\/\d+)?(.*)$/.exec(pointer) ?? [];
  const inside = rest.slice(1).replaceAll("/", ".");
  const found = Object.entries(shape.fields).find(
    ([, { path }]) => path && (inside === path || inside.startsWith(`${path}.`)),
  );
  const place = `${part}${several ? element : ""}`;
  const message = inShapesNames(shape, violation.message);
  if (!found) return { ...violation, pointer: `${place}${rest}`, message };
  const [name, { path, codec }] = found;
  const tail = inside.slice(path.length).replaceAll(".", "/");
  const last = path.split(".").at(-1);
  const said = tail || !wire ? message : inUnitsOf(codec, { ...violation, message }, wire);
  const named = { ...violation, message: said.replaceAll(`'${last}'`, `'${name}'`) };
  const [, index = "", below = ""] = /^(\/\d+)?(.*)$/.exec(tail) ?? [];
  const inner = { several: false, part: "", wire };
  const within = codec.inner ? renamed({ ...named, pointer: below }, codec.inner, inner) : null;
  return { ...named, ...within, pointer: `${place}/${name}${within ? index + within.pointer : tail}` };
}

/** A sentence about the bound of a number as the wire spells numbers: 1000000 millionths are "1". */
function inUnitsOf(codec: Named["codec"], { code, message }: Violation, wire: Wire): string {
  if (!codec.out || !/^number_(min|max)$/.test(code)) return message;
  return message.replace(/-?\d+(?=\.$)/, (bound) => String(codec.out?.(Number(bound), wire)));
}

/** A sentence of a service about our fields, with the shape's names for them. */
export function inShapesNames({ fields }: Naming, message: string): string {
  const names = new Map(Object.entries(fields).map(([name, { path }]) => [path, name]));
  return message.replace(/'([a-z_.]+)'/g, (quoted, path: string) =>
    names.has(path) && !(path in fields) ? `'${names.get(path)}'` : quoted,
  );
}
