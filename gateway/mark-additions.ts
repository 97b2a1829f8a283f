/** Marks with `x-added` what a dialect's served document has beyond the known document of the service it stands in for. */
import {
  type Document,
  type Find,
  finder,
  type Media,
  type Operation,
  type Schema,
} from "./known-document.ts";

/** Schemas of the known document that a named schema of ours stands for, by its name. */
type Uses = Map<string, Set<Schema>>;
/** `find` resolves references of the known document, `ours` those of ours. */
type Context = { find: Find; ours: <T extends { $ref?: string }>(value: T) => T; uses: Uses };

const ADDED = { "x-added": true };

/** Our document with a mark on every operation, parameter, field and status that the other one does not have. */
export function markAdditions(ours: object, known: object): object {
  const document = ours as Document;
  const other = known as Document;
  const find = finder(document);
  const context: Context = {
    find: finder(other),
    ours: (value) => find(value) ?? value,
    uses: new Map(),
  };
  const implied = new Set(
    (other["x-implied-operations"] ?? []).map(({ method, path }) => `${method.toLowerCase()} ${path}`),
  );
  const mark = () =>
    mapped(document.paths, (methods, path) =>
      mapped(methods, (operation, method) => {
        const said = other.paths[path]?.[method];
        if (said) return markOperation(operation, said, context);
        return implied.has(`${method} ${path}`) ? operation : { ...operation, ...ADDED };
      }),
    );
  const paths = mark();
  const schemas = markComponents(document.components.schemas, context);
  return { ...document, paths, components: { ...document.components, schemas } };
}

/** A named schema is marked by all that it stands for; its parts may stand for more, until nothing new is found. */
function markComponents(schemas: Record<string, Schema>, context: Context): Record<string, Schema> {
  const marked = { ...schemas };
  const found = () => [...context.uses.values()].reduce((sum, each) => sum + each.size, 0);
  for (let before = -1; before !== found(); ) {
    before = found();
    for (const [name, said] of context.uses)
      if (schemas[name]) marked[name] = markSchema(schemas[name], [...said], context);
  }
  return marked;
}

function mapped<T, R>(table: Record<string, T>, change: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value, name)]));
}

function markOperation(ours: Operation, said: Operation, context: Context): Operation {
  const { find } = context;
  const known = (said.parameters ?? []).map((each) => find(each));
  const parameters = ours.parameters?.map((each) => {
    const same = known.find((one) => one?.name === each.name && one?.in === each.in);
    return same ? each : { ...each, ...ADDED };
  });
  const responses = mapped(ours.responses, (response, status) => {
    const other = find(said.responses[status]);
    // A `$ref` allows no other keyword beside it.
    return other ? markMedia(response, other, context) : { ...context.ours(response), ...ADDED };
  });
  const body = ours.requestBody;
  return {
    ...ours,
    ...(parameters ? { parameters } : {}),
    ...(body
      ? { requestBody: said.requestBody ? markMedia(body, said.requestBody, context) : { ...body, ...ADDED } }
      : {}),
    responses,
  };
}

function markMedia<T extends Media>(ours: T, said: Media, context: Context): T {
  if (!ours.content || !said.content) return ours;
  const content = mapped(ours.content, (media, type) => {
    const other = said.content?.[type];
    const known = other?.schema ? [other.schema] : [];
    return other && media.schema ? { ...media, schema: markSchema(media.schema, known, context) } : media;
  });
  return { ...ours, content };
}

const present = <T>(value: T | undefined): value is T => value !== undefined;

/** Where the known document allows any value, nothing counts as an addition. */
function markSchema(ours: Schema, said: readonly Schema[], context: Context): Schema {
  const known = said
    .map((each) => context.find(each.allOf?.length === 1 ? each.allOf[0] : each))
    .filter(present);
  if (known.length === 0) return ours;
  if (ours.$ref) {
    const name = ours.$ref.split("/").at(-1)!;
    const uses = context.uses.get(name) ?? new Set();
    for (const each of known) uses.add(each);
    context.uses.set(name, uses);
    return ours;
  }
  const marked = (schema: Schema, others: readonly Schema[]): Schema =>
    others.length ? markSchema(schema, others, context) : { ...schema, ...ADDED };
  if (ours.anyOf) {
    const choices = known.map((each) => each.oneOf ?? [each]);
    const anyOf = ours.anyOf.map((each, i) => marked(each, choices.map((all) => all[i]).filter(present)));
    return { ...ours, anyOf };
  }
  if (ours.items)
    return {
      ...ours,
      items: markSchema(ours.items, known.map(({ items }) => items).filter(present), context),
    };
  const tables = known
    .filter((each) => !each["x-unspecified"])
    .map((each) => each.properties)
    .filter(present);
  if (!ours.properties || tables.length === 0) return ours;
  const properties = mapped(ours.properties, (each, name) =>
    marked(each, tables.map((table) => table[name]).filter(present)),
  );
  return { ...ours, properties };
}
