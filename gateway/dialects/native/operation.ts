/** Operations as they are declared: path, query and body by their own input table. */
import { invalidField, notFound } from "../../../shared/errors.ts";
import { type FieldTable, type JsonSchema, readUuid } from "../../../shared/fields/index.ts";
import { type MadeFile, madeFile } from "../../../shared/papers/made-file.ts";
import type { AnyOperation } from "../../../shared/service/operation.ts";
import { resources } from "../../declared.ts";
import { type Behavior, reply } from "../../kit/behavior.ts";
import { type DialectContext, objectOf } from "../../kit/context.ts";
import { madeFile as sentFile } from "../../kit/files.ts";
import { allowedIn, refuseRest } from "../../kit/filters.ts";
import { unknownParameter } from "../../kit/query.ts";
import type { Parameter } from "../../kit/request.ts";
import type { Body } from "../../shapes/body.ts";
import { named, nameOf } from "../../shapes/schema.ts";
import { entitySchema } from "./entity-schema.ts";
import { expandedView } from "./expand.ts";
import { inputSchema } from "./input-schema.ts";
import { pascal } from "./names.ts";

export const pathNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]!);

export function doesOperation(operation: AnyOperation): Behavior {
  const { method, path, status } = operation.http!;
  const inPath = pathNames(path);
  const input = operation.input as FieldTable;
  const rest: FieldTable = Object.fromEntries(
    Object.entries(input).filter(([name]) => !inPath.includes(name)),
  );
  const reads = method === "GET";
  const makesFile = operation.output === madeFile;
  const view = operation.expands ? expandedView(operation.expands, {}) : null;
  return {
    scope: operation.scope ?? null,
    refuses: operation.refuses ?? [],
    pathSchemas: Object.fromEntries(inPath.map((name) => [name, input[name]?.schema ?? { type: "string" }])),
    ...(reads ? {} : { body: bodyOf(operation, rest) }),
    parameters: () => [...(reads ? queryParameters(rest) : []), ...(view?.parameters ?? [])],
    response: () => (makesFile ? FILE : responseOf(operation)),
    ...(makesFile ? mediaOf(operation) : {}),
    async run(ctx) {
      const { present } = view?.open(ctx) ?? {};
      const given = reads ? queryInput(ctx, rest) : bodyInput(ctx, inPath, view !== null);
      const ids = idsOf(ctx, inPath, operation);
      // A native read is one call, so its answer is sent unchanged.
      const body = (await ctx.call(operation, { ...given, ...ids })) as Body;
      if (present) await present([body]);
      if (makesFile) return sentFile(body as MadeFile);
      // An object that is created below an entry has an address of its own: a refund is not below its sale.
      const made = status === 201 && body?.id !== undefined && inPath.length === 0;
      return made ? reply({ body, headers: { Location: `${ctx.path}/${body.id}` } }) : body;
    },
  };
}

const FILE = { type: "string", format: "binary" };

function mediaOf({ media: [media = "*/*", ...files] = [] }: AnyOperation) {
  return { media, files };
}

/** The name of an entity's schema is the same in all operations; any other answer is named after its operation. */
function responseOf({ output }: AnyOperation): JsonSchema {
  const { name, columns = {} } = output;
  const entity = entityWith(columns);
  if (entity) return entity;
  const schema = withEntities(output.schema, columns);
  return name && nameOf(schema) === undefined ? named(pascal(name), schema) : schema;
}

const entityWith = (columns: FieldTable | undefined): JsonSchema | undefined => {
  const resource = resources.find((each) => each.columns === columns);
  return resource && entitySchema(resource);
};

/** An object with the entities inside it as all operations show them. */
function withEntities(schema: JsonSchema, columns: FieldTable): JsonSchema {
  const inside = Object.entries(columns).flatMap(([name, { kind, fields }]) => {
    const entity = entityWith(fields);
    return entity ? [[name, kind === "list" ? { type: "array", items: entity } : entity] as const] : [];
  });
  if (inside.length === 0) return schema;
  return { ...schema, properties: { ...(schema.properties as object), ...Object.fromEntries(inside) } };
}

function bodyOf({ change, name, body_limit }: AnyOperation, rest: FieldTable) {
  const needed = Object.values(rest).some(
    (field) => !field.facets.optional && field.facets.default === undefined,
  );
  const [, noun = "", verb = ""] = name.split(".");
  const schema = inputSchema(rest, change === true);
  const suffix = change ? "Changes" : "Input";
  const words = verb === "change" ? "" : pascal(verb);
  return {
    schema: named(`${pascal(noun)}${words}${suffix}`, schema),
    required: needed || change === true,
    ...(body_limit ? { limit: body_limit } : {}),
  };
}

/** Body fields; one that the path already names is refused rather than overruled. */
export function bodyInput(ctx: DialectContext, inPath: readonly string[], expands = false): Body {
  const query = ctx.request.query.filter(([name]) => !expands || !/^expand(\[\])?$/.test(name));
  refuseRest(ctx, query, () => (expands ? ["expand"] : []));
  const body = objectOf(ctx);
  const twice = inPath.find((name) => name in body);
  if (twice) throw invalidField(`/${twice}`, "unknown_field", `'${twice}' belongs in the path.`);
  return body;
}

export function queryInput({ request }: DialectContext, fields: FieldTable): Body {
  const input: Body = {};
  for (const [name, value] of request.query) {
    if (/^expand(\[\])?$/.test(name)) continue;
    const field = fields[name];
    if (!field) throw unknownParameter(name, Object.keys(fields));
    const several = field.kind === "list";
    if (name in input && !several) throw invalidField(name, "duplicate", `'${name}' is given twice.`);
    const parsed = (several ? value.split(",") : [value]).map((text) =>
      field.parse ? field.parse(text) : text,
    );
    if (parsed.includes(undefined))
      throw invalidField(name, "invalid_value", `'${name}' must be ${allowedIn(field)}.`);
    input[name] = several ? [...((input[name] as unknown[]) ?? []), ...parsed] : parsed[0];
  }
  return input;
}

function idsOf({ request }: DialectContext, inPath: readonly string[], operation: AnyOperation): Body {
  return Object.fromEntries(
    inPath.map((name) => {
      const value = request.params[name]!;
      const kind = (operation.input as FieldTable)[name]?.kind;
      const isId = kind === "id" || kind === "ref";
      const id = isId ? readUuid(value) : value;
      if (id === undefined) throw notFound(operation.name.split(".")[1] ?? "entity", value);
      return [name, id];
    }),
  );
}

const queryParameters = (fields: FieldTable): Parameter[] =>
  Object.entries(fields).map(([name, field]) => ({
    name,
    schema: field.schema,
    ...(field.facets.optional || field.facets.default !== undefined ? {} : { required: true }),
    ...(field.facets.about ? { about: field.facets.about } : {}),
  }));
