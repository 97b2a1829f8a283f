/** Builders of single operations: path, query and body in the operation's words, the answer in the dialect's. */
import { invalid, invalidField } from "../../shared/errors.ts";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { AnyOperation } from "../../shared/service/operation.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import type { Body } from "../shapes/body.ts";
import type { Codec, Variant } from "../shapes/codecs.ts";
import type { Given, ReadMode } from "../shapes/read-body.ts";
import { bodySchema } from "../shapes/schema.ts";
import { isRequired, type Shape, type WireField } from "../shapes/shape.ts";
import { type Answer, answerOf } from "./answer.ts";
import type { Behavior } from "./behavior.ts";
import { idOf } from "./builders.ts";
import { type DialectContext, inWordsOf, objectOf, readOne } from "./context.ts";
import type { Dialect } from "./dialect.ts";
import { refuseRest } from "./filters.ts";
import type { BodyMedia, Parameter, Scope } from "./request.ts";

type Inputs<B, Q, I extends string> = {
  /** Ids in the path: our name → the wire's. `run` finds those of its operation itself. */
  ids?: { readonly [own in I]: string };
  /** The object in the path, for the message of a 404. */
  of?: string;
  /** Looks at what the path names before anything is read, and returns the context in which the body is read. */
  within?(ctx: DialectContext): Promise<DialectContext>;
  body?: Shape<B>;
  /** How it is read: by default a `create`; of a `change` only the fields that were sent. */
  mode?: ReadMode;
  /** Whether a body must be sent; by default when a creation requires one of its fields. */
  bodyRequired?: boolean;
  media?: readonly BodyMedia[];
  /** The form's field with a file, which must be sent. */
  file?: string;
  /** Bytes accepted; the gateway's default when undefined. */
  limit?: number | undefined;
  query?: Shape<Q>;
};

type Input<B, Q, I extends string> = Given<B> & Given<Q> & { [own in I]: string };

export type Handling<B, Q, I extends string> = Inputs<B, Q, I> & {
  scope?: Scope;
  /** Codes of its own that it may refuse with. */
  refuses?: readonly string[];
};
type Showing<B, Q, I extends string, Out extends object> = Handling<B, Q, I> & {
  /** How the result of `run` is shown. */
  response: Shape<Out> | Answer<Out>;
  run(ctx: DialectContext, input: Input<B, Q, I>): Promise<NoInfer<Out>>;
};
type Returning<B, Q, I extends string> = Handling<B, Q, I> & {
  response?: never;
  /** Schema of what `run` returns, which is sent unchanged; null: there is no body. */
  schema?: JsonSchema | ((variant: Variant, dialect: Dialect) => JsonSchema) | null;
  /** Media type of the answer. */
  answers?: string;
  /** Media types of files that it answers with where the caller asks for them. */
  files?: readonly string[];
  run(ctx: DialectContext, input: Input<B, Q, I>): Promise<unknown>;
};

/** The scope of the first of these operations, the refusals of all, and the object that they are about. */
export const refusing = (...operations: readonly Pick<AnyOperation, "name" | "refuses" | "scope">[]) => ({
  refuses: operations.flatMap(({ refuses = [] }) => refuses),
  scope: operations[0]?.scope ?? null,
  of: operations[0]?.name.split(".")[1] ?? "object",
});

/** A behavior of its own. */
export function handle<Out extends object, B = object, Q = object, I extends string = never>(
  of: Showing<B, Q, I, Out>,
): Behavior;
export function handle<B = object, Q = object, I extends string = never>(of: Returning<B, Q, I>): Behavior;
export function handle<Out extends object, B, Q, I extends string>(
  of: Showing<B, Q, I, Out> | Returning<B, Q, I>,
): Behavior {
  const { body, query } = of;
  const words = body ?? query;
  const answer = of.response && answerOf(of.response);
  return {
    scope: of.scope ?? null,
    ...(body ? { body: bodyOf(body, of) } : {}),
    ...(query ? { parameters: () => queryParameters(query) } : {}),
    ...(of.refuses ? { refuses: of.refuses } : {}),
    ...(answer ? { response: answer.schema } : returned(of as Returning<B, Q, I>)),
    async run(ctx) {
      const input = await inputOf((await of.within?.(ctx)) ?? ctx, of);
      const result = words
        ? await inWordsOf(words, () => of.run(ctx, input), false, ctx.wire)
        : await of.run(ctx, input);
      return answer ? answer.show(ctx, result as Out) : result;
    },
  };
}

const returned = <B, Q, I extends string>({ schema = anyObject, answers, files }: Returning<B, Q, I>) => ({
  response: schema === null || typeof schema === "function" ? schema : () => schema,
  ...(answers ? { media: answers } : {}),
  ...(files ? { files } : {}),
});
const anyObject = { type: "object" };

const bodyOf = <B, Q, I extends string>(
  shape: Shape<B>,
  { mode = "create", bodyRequired, media, file, limit }: Inputs<B, Q, I>,
) => ({
  schema: file ? withFile(bodySchema(shape, mode), file) : bodySchema(shape, mode),
  required: bodyRequired ?? (mode === "create" && Object.values(shape.fields).some(requires)),
  ...(media ? { media } : {}),
  ...(limit ? { limit } : {}),
});

const requires = ({ required }: WireField): boolean => required === true;

function withFile({ properties, required, ...form }: JsonSchema, file: string): JsonSchema {
  const binary = { type: "string", format: "binary" };
  return {
    ...form,
    properties: { ...(properties as object), [file]: binary },
    required: [...((required as string[] | undefined) ?? []), file],
  };
}

async function inputOf<B, Q, I extends string>(
  ctx: DialectContext,
  { ids, of = "object", body, mode = "create", query }: Inputs<B, Q, I>,
): Promise<Input<B, Q, I>> {
  const named = Object.entries<string>(ids ?? {}).map(([own, wire]) => [own, idOf(ctx, of, wire)]);
  const asked = query ? readQuery(ctx, query) : {};
  if (!query) refuseRest(ctx, ctx.request.query, () => []);
  const read = body ? await readOne(ctx, body, objectOf(ctx), mode) : {};
  return { ...asked, ...read, ...Object.fromEntries(named) } as Input<B, Q, I>;
}

type Running<Out, Row extends object> = {
  /** Input that neither the path nor the body says, such as the signed-in user. */
  also?(ctx: DialectContext): Promise<object>;
  /** Shows the result of `after`, or of the operation without it. */
  response?: Shape<Row> | Answer<Row>;
  after?(ctx: DialectContext, result: Out, input: Body): Promise<Row> | Row;
  scope?: Scope;
};

/** Runs an operation of a service. A GET reads; anything else is done once per idempotency key. */
export function run<In, Out extends object, Row extends object = Out, B = In, Q = In>(
  operation: Pick<AnyOperation, "name" | "scope" | "refuses" | "input" | "output"> & ActionRef<In, Out>,
  { response, after, also, ...inputs }: Inputs<B, Q, string> & Running<Out, Row> = {},
): Behavior {
  const handling = { ...refusing(operation), ...inputs };
  const call = async (ctx: DialectContext, input: Body) => {
    // The service checks the input by the operation's own table.
    const named = inputs.ids ? {} : idsIn(ctx, operation);
    const given = { ...named, ...input, ...(await also?.(ctx)) } as In;
    const reads = ctx.request.method === "GET";
    const result = await (reads ? ctx.read(operation, given) : ctx.call(operation, given));
    return after ? after(ctx, result, input) : (result as unknown as Row);
  };
  return response
    ? handle<Row, B, Q, string>({ ...handling, response, run: call })
    : handle<B, Q, string>({ ...handling, schema: operation.output.schema, run: call });
}

/** The ids that the path names as the operation does: `id` is of its own noun, `buyer_id` of a buyer. */
const idsIn = (ctx: DialectContext, { name, input }: Pick<AnyOperation, "name" | "input">) =>
  Object.fromEntries(
    Object.keys(ctx.request.params)
      .filter((each) => each in input)
      .map((each) => {
        const noun = each === "id" ? name.split(".")[1]! : each.replace(/_id$/, "");
        return [each, idOf(ctx, noun, each)];
      }),
  );

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
  fillAbsent(ctx, shape, seen, values);
  return values as Given<Q>;
}

/** Gives defaults to absent parameters; refuses the absence of required ones. */
function fillAbsent(ctx: DialectContext, { fields }: Shape, seen: ReadonlySet<string>, values: Body): void {
  const absent = Object.entries(fields).filter(([each]) => !seen.has(each));
  const violations = absent
    .filter(([, field]) => isRequired(field, ctx.wire))
    .map(([name]) => ({ pointer: name, code: "required", message: `'${name}' is required.` }));
  if (violations.length) throw invalid(violations);
  for (const [, field] of absent) if (field.default !== undefined) values[field.path] = field.default;
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
    ...(required === true ? { required } : {}),
  }));
