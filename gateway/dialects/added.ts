/** What a dialect offers beyond the document that the outside world knows, marked in ours with `x-added`. */
import { readFileSync } from "node:fs";
import type { JsonSchema } from "../../shared/fields/index.ts";

type Schema = JsonSchema & {
  $ref?: string;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
};
type Named = { name?: string; in?: string; $ref?: string; schema?: Schema };
type Media = { content?: Record<string, { schema?: Schema }> };
type Operation = Media & {
  parameters?: Named[];
  requestBody?: Media;
  responses: Record<string, Media & { $ref?: string }>;
};
type Paths = Record<string, Record<string, Operation>>;
type Document = { paths: Paths; "x-implied-operations"?: { method: string; path: string }[] };

const ADDED = { "x-added": true };

/** Reads a document that is kept beside its dialect. */
export const knownDocument = (file: URL): object => JSON.parse(readFileSync(file, "utf8")) as object;

/** Our document with a mark on every operation, parameter, field and status that the other one does not have. */
export function markAdded(ours: object, known: object): object {
  const document = ours as Document;
  const other = known as Document;
  const find = finder(other);
  const implied = new Set(
    (other["x-implied-operations"] ?? []).map(({ method, path }) => `${method.toLowerCase()} ${path}`),
  );
  const paths = mapped(document.paths, (methods, path) =>
    mapped(methods, (operation, method) => {
      const said = other.paths[path]?.[method];
      if (said) return markOperation(operation, said, find);
      return implied.has(`${method} ${path}`) ? operation : { ...operation, ...ADDED };
    }),
  );
  return { ...document, paths };
}

type Find = <T extends { $ref?: string }>(value: T | undefined) => T | undefined;

const finder =
  (document: object): Find =>
  (value) => {
    if (!value?.$ref) return value;
    const names = value.$ref.slice(2).split("/");
    return names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document) as never;
  };

function mapped<T, R>(table: Record<string, T>, change: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value, name)]));
}

function markOperation(ours: Operation, said: Operation, find: Find): Operation {
  const known = (said.parameters ?? []).map((each) => find(each));
  const parameters = ours.parameters?.map((each) => {
    const same = known.find((one) => one?.name === each.name && one?.in === each.in);
    return same ? each : { ...each, ...ADDED };
  });
  const responses = mapped(ours.responses, (response, status) => {
    const other = find(said.responses[status]);
    return other ? markMedia(response, other, find) : { ...response, ...ADDED };
  });
  const body = ours.requestBody;
  return {
    ...ours,
    ...(parameters ? { parameters } : {}),
    ...(body
      ? { requestBody: said.requestBody ? markMedia(body, said.requestBody, find) : { ...body, ...ADDED } }
      : {}),
    responses,
  };
}

function markMedia<T extends Media>(ours: T, said: Media, find: Find): T {
  if (!ours.content || !said.content) return ours;
  const content = mapped(ours.content, (media, type) => {
    const other = said.content?.[type];
    return other && media.schema ? { ...media, schema: markSchema(media.schema, other.schema, find) } : media;
  });
  return { ...ours, content };
}

/** What the other document leaves open is nobody's addition. */
function markSchema(ours: Schema, said: Schema | undefined, find: Find): Schema {
  const known = find(said?.allOf?.length === 1 ? said.allOf[0] : said);
  if (!known) return ours;
  if (ours.anyOf) {
    const other = known.oneOf ?? [known];
    const anyOf = ours.anyOf.map((each, i) =>
      other[i] ? markSchema(each, other[i], find) : { ...each, ...ADDED },
    );
    return { ...ours, anyOf };
  }
  if (ours.items) return { ...ours, items: markSchema(ours.items, known.items, find) };
  if (!ours.properties || !known.properties || known["x-unspecified"]) return ours;
  const properties = mapped(ours.properties, (each, name) => {
    const other = known.properties?.[name];
    return other ? markSchema(each, other, find) : { ...each, ...ADDED };
  });
  return { ...ours, properties };
}
