/** The small index of a known document that a start reads in its place: `contract.json` beside each dialect. */
import type { Contract } from "./kit/dialect.ts";
import { isMethod } from "./kit/dialect.ts";

type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  responses: Record<string, unknown>;
  "x-permission"?: string;
  "x-required-features"?: string[];
  "x-required-roles"?: string[];
};
export type KnownDocument = { paths: Record<string, Record<string, unknown>> };

/** Operations of a document by `operationId`; the status is that of the first success. */
export function contractOf({ paths }: KnownDocument): Contract {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => isMethod(method.toUpperCase()))
      .map(([method, operation]) => specOf(path, method, operation as Operation)),
  );
  return Object.fromEntries(operations);
}

/** "201 Created" with any object, or "204 Done": what the document prints where the product describes nothing (MRC-W-7). */
function isUnprinted(method: string, status: number, response: unknown): boolean {
  const { content } = response as { content?: { "application/json"?: { schema?: object } } };
  const schema = content?.["application/json"]?.schema;
  if (method === "delete") return status === 204;
  return method === "post" && status === 201 && schema !== undefined && "x-unspecified" in schema;
}

function specOf(path: string, method: string, operation: Operation): [string, Contract[string]] {
  const { operationId, tags, summary, responses } = operation;
  const { "x-permission": permission, "x-required-features": features = [] } = operation;
  const { "x-required-roles": roles = [] } = operation;
  const status = Number(Object.keys(responses).find((each) => /^[23]/.test(each)));
  const spec = { path, method: method.toUpperCase(), status, tag: tags[0] ?? "other", summary };
  return [
    operationId,
    {
      ...spec,
      ...(permission ? { permission } : {}),
      ...(features.length ? { features: features.join(" ") } : {}),
      ...(roles.length ? { roles: roles.join(" ") } : {}),
      ...(isUnprinted(method, status, responses[status]) ? { unprinted: true } : {}),
    },
  ];
}
