/** Parameters of an operation: in its path, its query, its headers. */
import type { Dialect } from "../kit/dialect.ts";
import { withoutNull } from "../kit/filters.ts";
import type { Parameter } from "../kit/request.ts";
import type { Route } from "../kit/route.ts";

const header = (name: string, pattern: string, description: string) => ({
  ...{ name, in: "header", description },
  schema: { type: "string", pattern },
});

const idempotencyKey = header(
  "Idempotency-Key",
  "^[\\x20-\\x7e]{1,255}$",
  "A key of your choice. A repeated request with the same key is carried out once and gets the same answer.",
);
const ifMatch = header(
  "If-Match",
  '^(\\*|(W/)?"[0-9]{1,15}(-[0-9a-f]+)?")$',
  "The ETag of the version to change. Answers 412 when it is not the current one.",
);
const ifNoneMatch = header(
  "If-None-Match",
  '^(\\*|(W/)?"[^"]{1,100}"(, *(W/)?"[^"]{1,100}")*)$',
  "The ETag of the version that you have. Answers 304 when it is the current one.",
);

/** Whether it changes an entry that its path or body names. */
export const mayMatch = ({ method, path }: Pick<Route, "method" | "path">): boolean =>
  method !== "GET" && (method !== "POST" || /\{(id|\w+_id|\w+Id)\}/.test(path));

/** The entry to remove, where no path names it. */
const removedId = ({ query, body }: NonNullable<Dialect["idFrom"]>): object =>
  queryParameter({
    ...{ name: query, schema: { type: "string", format: "uuid" } },
    about: `The entry to remove; \`${body}\` in the body may name it instead.`,
  });

/** Names in braces. */
export const pathNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]!);

export function parametersOf(route: Route, versioned: boolean): object[] {
  const { method, path, parameters, pathSchemas, dialect } = route;
  const { idFrom } = dialect;
  return [
    ...pathNames(path).map((name) => ({
      ...{ name, in: "path", required: true },
      schema: pathSchemas[name] ?? { type: "string" },
    })),
    ...parameters.map(queryParameter),
    ...(method === "DELETE" && idFrom && pathNames(path).length === 0 ? [removedId(idFrom)] : []),
    ...(method === "GET" ? [] : [idempotencyKey]),
    ...(mayMatch(route) ? [ifMatch] : []),
    ...(method === "GET" && versioned ? [ifNoneMatch] : []),
  ];
}

/** Lists are one parameter with commas. */
const queryParameter = ({ name, schema, about, style, required }: Parameter): object => ({
  ...{ name, in: "query", schema: withoutNull(schema) },
  ...(required ? { required } : {}),
  ...(style ? { style, explode: true } : {}),
  ...(schema.type === "array" ? { style: "form", explode: false } : {}),
  ...(about ? { description: about } : {}),
});
