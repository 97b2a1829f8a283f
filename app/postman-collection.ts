/**
 * A document as a collection for Postman, Bruno and what else reads their format (collection v2.1). The converter invents values
 * where the document has no example, others in each run: only examples are kept.
 */
import { promisify } from "node:util";
import converter from "openapi-to-postmanv2";

const options = {
  folderStrategy: "Tags",
  parametersResolution: "Example",
  alwaysInheritAuthentication: true,
};

const convert = promisify(converter.convertV2);

type Value = { key: string; value: string; disabled?: boolean };
type Request = {
  method: string;
  url: { path: string[]; query: Value[]; variable: Value[] };
  header: Value[];
  body?: { mode: string; raw?: string };
};
type Folder = { name: string; description: string; item: { name: string; request: Request }[] };
type Collection = {
  info: { name: string; schema: string; description: unknown };
  item: Folder[];
  auth: object;
};

type Parameter = { name: string; required?: boolean; example?: unknown };
type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { example?: unknown }> };
};
type Document = { servers: { url: string }[]; paths: Record<string, Record<string, Operation>> };

/** The operation that a request was made from: the converter writes `:id` for `{id}`. */
function operationOf({ paths }: Document, { method, url }: Request): Operation {
  const path = `/${url.path.map((part) => (part.startsWith(":") ? `{${part.slice(1)}}` : part)).join("/")}`;
  const found = paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`${method} ${path} is not in the document.`);
  return found;
}

const textOf = (example: unknown): string =>
  Array.isArray(example)
    ? example.join(",")
    : typeof example === "object"
      ? JSON.stringify(example)
      : String(example);

/** With an example it is sent; without one it is there to be filled in. */
function filled(value: Value, { parameters = [] }: Operation): Value {
  const { example, required = false } = parameters.find(({ name }) => name === value.key) ?? {};
  if (example !== undefined) return { ...value, value: textOf(example), disabled: false };
  return { ...value, value: "", disabled: !required };
}

const CONTENT = new Set(["Content-Type", "Accept"]);

function requestOf(document: Document, { request }: Folder["item"][number]): object {
  const operation = operationOf(document, request);
  const { url, header, body } = request;
  const fill = (values: Value[]) => values.map((each) => filled(each, operation));
  const example = operation.requestBody?.content["application/json"]?.example ?? {};
  const { auth: _auth, ...kept } = request as Request & { auth?: unknown };
  return {
    ...kept,
    url: { ...url, query: fill(url.query), variable: fill(url.variable) },
    header: header.map((each) => (CONTENT.has(each.key) ? each : filled(each, operation))),
    ...(body?.raw === undefined ? {} : { body: { ...body, raw: JSON.stringify(example, null, 2) } }),
  };
}

/** Address and key are variables; the address is that of a server on this machine. */
export async function collectionText(document: object): Promise<string> {
  const known = document as Document;
  const converted = await convert({ type: "string", data: JSON.stringify(document) }, options);
  if (!converted.result) throw new Error(converted.reason);
  const { info, item, auth } = converted.output[0]!.data as Collection;
  const folders = item.map(({ name, description, item: own }) => ({
    ...{ name, description },
    item: own.map((each) => ({ name: each.name, request: requestOf(known, each) })),
  }));
  const variable = [
    { key: "baseUrl", value: `http://127.0.0.1:3000${known.servers[0]!.url}` },
    { key: "bearerToken", value: "" },
  ];
  const { name, schema, description } = info;
  return `${JSON.stringify({ info: { name, schema, description }, item: folders, auth, variable }, null, 1)}\n`;
}
