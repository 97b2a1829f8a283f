/** Builders of single operations: path, query and body in the operation's words, the answer in the dialect's. */
import { invalid, invalidField } from "../../shared/errors.ts";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { AnyOperation } from "../../shared/service/operation.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import type { Body } from "../shapes/body.ts";
import type { Codec, Variant } from "../shapes/codecs.ts";
import type { Given } from "../shapes/read-body.ts";
import { bodySchema, shownSchema } from "../shapes/schema.ts";
import type { Shape, WireField } from "../shapes/shape.ts";
import type { Behavior } from "./behavior.ts";
import { idOf } from "./builders.ts";
import { type DialectContext, inWordsOf, objectOf, readOne, showOne } from "./context.ts";
import type { Dialect } from "./dialect.ts";
import { refuseRest } from "./filters.ts";
import type { BodyMedia, Parameter, Scope } from "./request.ts";

type Inputs<B, Q> = {
  /** Ids in the path: our name → the wire's. */
  ids?: Readonly<Record<string, string>>;
  /** The object in the path, for the message of a 404. */
  of?: string;
  body?: Shape<B>;
  /** Whether a body must be sent; by default when one of its fields is required. */
  bodyRequired?: boolean;
  media?: readonly BodyMedia[];
  /** The form's field with a file, which must be sent. */
  file?: string;
  /** Bytes accepted; the gateway's default when undefined. */
  limit?: number | undefined;
  query?: Shape<Q>;
};

type Response = JsonSchema | ((variant: Variant, dialect: Dialect) => JsonSchema) | null;

export type Handling<B, Q> = Inputs<B, Q> & {
  scope?: Scope;
  /** Schema of the answer; null: it has no body. */
  response?: Response;
  /** Media type of the answer. */
  answers?: string;
  /** Codes of its own that it may refuse with. */
  refuses?: readonly string[];
  run(ctx: DialectContext, input: Given<B> & Given<Q> & { [id: string]: unknown }): Promise<unknown>;
};

const anyObject: JsonSchema = { type: "object" };

/** The refusals of a behavior that calls these operations. */
export const refusing = (...operations: readonly Pick<AnyOperation, "refuses">[]) => ({
  refuses: operations.flatMap(({ refuses = [] }) => refuses),
});

/** A behavior of its own. */
export function handle<B = object, Q = object>(of: Handling<B, Q>): Behavior {
  const { body, query, response = anyObject, answers } = of;
  return {
    scope: of.scope ?? null,
    ...(body ? { body: bodyOf(body, of) } : {}),
    ...(query ? { parameters: () => queryParameters(query) } : {}),
    response:
      response === null ? null : typeof response === "function" ? response : () => response as JsonSchema,
    ...(answers ? { media: answers } : {}),
    ...(of.refuses ? { refuses: of.refuses } : {}),
    async run(ctx) {
      const input = await inputOf(ctx, of);
      const words = body ?? query;
      return words ? inWordsOf(words, () => of.run(ctx, input)) : of.run(ctx, input);
    },
  };
}

const bodyOf = <B, Q>(shape: Shape<B>, { bodyRequired, media, file, limit }: Inputs<B, Q>) => ({
  schema: file ? withFile(bodySchema(shape, "create"), file) : bodySchema(shape, "create"),
  required: bodyRequired ?? Object.values(shape.fields).some((each) => each.required),
  ...(media ? { media } : {}),
  ...(limit ? { limit } : {}),
});

function withFile({ properties, required, ...form }: JsonSchema, file: string): JsonSchema {
  const binary = { type: "string", format: "binary" };
  return {
    ...form,
    properties: { ...(properties as object), [file]: binary },
    required: [...((required as string[] | undefined) ?? []), file],
  };
}

async function inputOf<B, Q>(
  ctx: DialectContext,
  { ids = {}, of = "object", body, query }: Inputs<B, Q>,
): Promise<Given<B> & Given<Q> & Body> {
  const named = Object.entries(ids).map(([own, wire]) => [own, idOf(ctx, of, wire)]);
  const asked = query ? readQuery(ctx, query) : {};
  if (!query) refuseRest(ctx, ctx.request.query, () => []);
  const read = body ? await readOne(ctx, body, objectOf(ctx), "create") : {};
  return { ...Object.fromEntries(named), ...asked, ...read } as Given<B> & Given<Q> & Body;
}

type Showing<Out, Row extends object> = {
  /** Shows the result of `after`, or of the operation without it. */
  response?: Shape<Row>;
  after?(ctx: DialectContext, result: Out, input: Body): Promise<Row> | Row;
  scope?: Scope;
};

/** Runs an operation of a service. A GET reads; anything else is done once per idempotency key. */
export function run<In, Out extends object, Row extends object = Out, B = In, Q = In>(
  operation: Pick<AnyOperation, "name" | "scope" | "refuses" | "output"> & ActionRef<In, Out>,
  { response, after, scope, ...inputs }: Inputs<B, Q> & Showing<Out, Row> = {},
): Behavior {
  return handle<B, Q>({
    of: operation.name.split(".")[1]!,
    ...inputs,
    scope: scope ?? operation.scope ?? null,
    ...refusing(operation),
    response: response ? (variant) => shownSchema(response, variant) : operation.output.schema,
    async run(ctx, input) {
      // The service checks the input by the operation's own table.
      const given = input as unknown as In;
      const reads = ctx.request.method === "GET";
      const result = await (reads ? ctx.read(operation, given) : ctx.call(operation, given));
      const row = after ? await after(ctx, result, input) : (result as unknown as Row);
      return response ? showOne(ctx, response, row) : row;
    },
  });
}

const canonical = ({ fields }: Shape, name: string): string | undefined =>
  name in fields ? name : Object.keys(fields).find((each) => fields[each]!.aliases?.includes(name));

/** Query parameters in our words; each may be given once, `name[]` in a list. */
export function readQuery<Q>(ctx: DialectContext, shape: Shape<Q>): Given<Q> {
  const values: Body = {};
  const seen = new Set<string>();
  const rest: [string, string][] = [];
  for (const [given, text] of ctx.request.query) {
    const name = canonical(shape, given.replace(/\[\]$/, ""));
    if (name === undefined) {
      rest.push([given, text]);
      continue;
    }
    const field = shape.fields[name]!;
    const list = field.codec.schema.type === "array";
    if (seen.has(name) && !list) throw invalidField(name, "duplicate", `'${name}' is given twice.`);
    seen.add(name);
    const read = (list ? text.split(",") : [text]).map((each) => readText(ctx, name, field, each));
    values[field.path] = list ? [...((values[field.path] as unknown[]) ?? []), ...read.flat()] : read[0];
  }
  refuseRest(ctx, rest, () => Object.keys(shape.fields));
  fillAbsent(shape, seen, values);
  return values as Given<Q>;
}

/** What was not given takes its default, or is refused where it is required. */
function fillAbsent({ fields }: Shape, seen: ReadonlySet<string>, values: Body): void {
  for (const [name, field] of Object.entries(fields).filter(([each]) => !seen.has(each))) {
    if (field.required) throw invalidField(name, "required", `'${name}' is required.`);
    if (field.default !== undefined) values[field.path] = field.default;
  }
}

function readText(ctx: DialectContext, name: string, { codec }: WireField, text: string): unknown {
  const { in: read, text: fromText = read } = codec as unknown as Codec<unknown>;
  const found = fromText(text, ctx.wire);
  if ("value" in found) return found.value;
  if ("violations" in found) throw invalid(found.violations);
  throw invalidField(name, "invalid_value", `'${name}' must be ${found.allowed}.`);
}

const queryParameters = <Q>({ fields }: Shape<Q>): Parameter[] =>
  Object.entries(fields).map(([name, { codec, required }]) => ({
    name,
    schema: codec.schema,
    ...(required ? { required: true } : {}),
  }));
