/**
 * Completes a dialect's document ("ours") from the vendor's own ("theirs", the known one): filters that every list of an area
 * takes, fields that every body may have, nested answers. Conformance is judged by theirs, so what it says is true of our answers.
 */
import {
  type Document,
  type Find,
  finder,
  type Media,
  type Operation,
  type Schema,
} from "./known-document.ts";

/** Which way a schema goes. */
type Way = "response" | "request";
type Context = { known: Find; ours: Find };

/** Changes ours, and returns it. */
export function completeDocument(ours: object, known: object): object {
  const document = ours as Document;
  const other = known as Document;
  const context = { known: finder(other), ours: finder(document) };
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const theirs = other.paths[path]?.[method];
      if (theirs) completeOperation(operation, theirs, context);
    }
  return document;
}

const isSuccess = (status: string): boolean => status.startsWith("2");

function completeOperation(ours: Operation, theirs: Operation, context: Context): void {
  completeParameters(ours, theirs, context);
  const body = context.known(theirs.requestBody);
  if (body && ours.requestBody) completeMedia(ours.requestBody, body, "request", context);
  // A variant may succeed with another status than the document prints; that one replaces it.
  const replaced = !Object.keys(theirs.responses).some(
    (status) => isSuccess(status) && ours.responses[status],
  );
  for (const [status, response] of Object.entries(theirs.responses)) {
    const known = context.known(response);
    if (!known || status === "default" || (replaced && isSuccess(status))) continue;
    const own = ours.responses[status];
    if (!own) ours.responses[status] = whole(known, context.known);
    else if (isSuccess(status)) completeMedia(own, known, "response", context);
  }
}

function completeParameters(ours: Operation, theirs: Operation, { known }: Context): void {
  const parameters = [...(ours.parameters ?? [])];
  for (const each of theirs.parameters ?? []) {
    const one = whole(known(each) ?? each, known);
    const at = parameters.findIndex(({ name, in: place }) => name === one.name && place === one.in);
    if (at < 0) parameters.push(one);
    else if (one.schema && !isPartOf(one.schema, parameters[at]?.schema)) parameters[at] = one;
  }
  if (parameters.length) ours.parameters = parameters;
}

function completeMedia(ours: Media, theirs: Media, way: Way, context: Context): void {
  for (const [type, { schema }] of Object.entries(theirs.content ?? {})) {
    const own = ours.content?.[type];
    if (own && schema) own.schema = completed(own.schema, schema, way, context);
  }
}

/** A schema with its references replaced by what they refer to. */
function whole<T>(value: T, known: Find): T {
  if (Array.isArray(value)) return value.map((each) => whole(each, known)) as T;
  if (typeof value !== "object" || value === null) return value;
  const found = known(value as { $ref?: string }) ?? value;
  return Object.fromEntries(Object.entries(found).map(([name, each]) => [name, whole(each, known)])) as T;
}

const typesOf = ({ type }: Schema): unknown[] => [type ?? []].flat();
const isPartOf = (some: Schema, all: Schema | undefined): boolean =>
  all !== undefined &&
  typesOf(some).every(
    (each) => typesOf(all).includes(each) || (each === "integer" && typesOf(all).includes("number")),
  );

/**
 * Ours with what theirs has beyond it. Their type replaces ours where a response of ours would show a type that theirs never has,
 * or a request of ours would refuse a type that theirs takes.
 */
function completed(ours: Schema | undefined, theirs: Schema, way: Way, context: Context): Schema {
  const other = context.known(theirs.allOf?.length === 1 ? theirs.allOf[0] : theirs) ?? theirs;
  if (!ours) return whole(other, context.known);
  const own = context.ours(ours) ?? ours;
  if (own.anyOf || other.oneOf || other["x-unspecified"]) return ours;
  const [narrow, wide] = way === "response" ? [own, other] : [other, own];
  if (typesOf(other).length && !isPartOf(narrow, wide)) own.type = other.type;
  if (other.items) own.items = completed(own.items, other.items, way, context);
  const properties = Object.entries(other.properties ?? {});
  if (properties.length)
    own.properties = {
      ...own.properties,
      ...Object.fromEntries(
        properties.map(([name, each]) => [name, completed(own.properties?.[name], each, way, context)]),
      ),
    };
  return ours;
}
