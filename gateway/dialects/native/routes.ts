/** The native API's routes, derived from the declarations of all services by the builders that every dialect uses. */

import { isDeepStrictEqual } from "node:util";
import type { JsonSchema } from "../../../shared/fields/index.ts";
import { sortsOf } from "../../../shared/resource/query.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { type AnyOperation, entityOf, tagOf } from "../../../shared/service/operation.ts";
import type { Area, AreaVerb, View } from "../../kit/area.ts";
import { type Behavior, routeOf } from "../../kit/behavior.ts";
import { change, create, get, list, remove, restore } from "../../kit/builders.ts";
import { ownFilters } from "../../kit/filters.ts";
import type { Route } from "../../kit/route.ts";
import { named } from "../../shapes/schema.ts";
import type { Shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";
import { expandedView } from "./expand.ts";
import { inputSchema } from "./input-schema.ts";
import { camel, pascal } from "./names.ts";
import { doesOperation } from "./operation.ts";

/** The routes of what the services offer. */
export const nativeRoutes = (
  resources: readonly AnyResource[],
  operations: readonly AnyOperation[],
): Route[] => [
  ...resources.flatMap(resourceRoutes),
  ...operations.filter((each) => each.http).map((each) => operationRoute(each, resources)),
];

/** A shape that shows and reads rows as they are. */
export const identity = (name: string): Shape => ({ name, columns: {}, fields: {}, asIs: true });

/** A resource under its own names. */
export function areaOf(resource: AnyResource): Area {
  const view: View = expandedView(resource, named(pascal(resource.name), entityOf(resource).schema));
  return {
    resource,
    shape: identity(pascal(resource.name)),
    view,
    filters: ownFilters(resource),
    sorts: new Map(sortsOf(resource).map((name) => [name, name])),
    options: {},
  };
}

type Verb = {
  verb: AreaVerb;
  method: string;
  at: string;
  status: number;
  id(one: string, many: string): string;
};
const one = "/{id}";
const verbs: Record<
  string,
  Verb & { does: (of: Area) => Behavior; summary(one: string, many: string): string }
> = {
  list: {
    ...{ verb: "list", method: "GET", at: "", status: 200, does: list },
    id: (_one, many) => `list${many}`,
    summary: (_one, many) => `List ${many}`,
  },
  get: {
    ...{ verb: "get", method: "GET", at: one, status: 200, does: get },
    id: (name) => `get${name}`,
    summary: (name) => `Get a ${name}`,
  },
  create: {
    ...{ verb: "create", method: "POST", at: "", status: 201, does: create },
    id: (name) => `create${name}`,
    summary: (name) => `Create a ${name}`,
  },
  update: {
    ...{ verb: "change", method: "PATCH", at: one, status: 200, does: change },
    id: (name) => `update${name}`,
    summary: (name) => `Change a ${name}`,
  },
  remove: {
    ...{ verb: "remove", method: "DELETE", at: one, status: 200, does: remove },
    id: (name) => `delete${name}`,
    summary: (name) => `Delete a ${name}`,
  },
  restore: {
    ...{ verb: "restore", method: "POST", at: `${one}/restore`, status: 200, does: restore },
    id: (name) => `restore${name}`,
    summary: (name) => `Restore a deleted ${name}`,
  },
};

function resourceRoutes(resource: AnyResource): Route[] {
  const { path, plural, name } = resource;
  const area = areaOf(resource);
  const words = { one: name.replaceAll("_", " "), many: plural.replaceAll("_", " ") };
  return resource.verbs.map((each) => {
    const { verb, method, at, status, id, does, summary } = verbs[each]!;
    const behavior = withInput(does(area), resource, verb);
    const spec = {
      method,
      path: path + at,
      status,
      tag: plural,
      summary: `${summary(words.one, words.many)}.`,
    };
    return routeOf(native, id(pascal(name), pascal(plural)), spec, behavior);
  });
}

/** The schema of a native body is that of the resource's own table. */
function withInput(behavior: Behavior, { fields, name, hard }: AnyResource, verb: AreaVerb): Behavior {
  if (verb === "remove" && hard) return { ...behavior, response: () => deletedId };
  if (verb !== "create" && verb !== "change") return behavior;
  const schema = inputSchema(fields, verb === "change");
  const suffix = verb === "create" ? "Input" : "Changes";
  return { ...behavior, body: { schema: named(`${pascal(name)}${suffix}`, schema), required: true } };
}

const deletedId = {
  type: "object",
  properties: { deleted_id: { type: "string", format: "uuid" } },
  required: ["deleted_id"],
};

function operationRoute(operation: AnyOperation, resources: readonly AnyResource[]): Route {
  const { method, path, status } = operation.http!;
  const tag = tagOf(operation, resources);
  const [, noun = "", verb = ""] = operation.name.split(".");
  const resource = resources.find((each) => operation.name.startsWith(`${each.service}.${each.name}.`));
  const plural = pascal(resource?.plural ?? noun);
  const id = verb === "list" ? `list${plural}` : `${camel(verb)}${pascal(noun)}`;
  const spec = { method, path, status, tag, summary: operation.about };
  if (!operation.paged) return routeOf(native, id, spec, doesOperation(operation));
  const area = { ...areaOf(operation.paged), options: { actions: { list: operation } } };
  const schema = pageSchemaOf(operation, operation.paged);
  return routeOf(native, id, spec, { ...list(area), response: () => schema });
}

/** The page of a list, which may show other rows than those that it filters. */
function pageSchemaOf({ name, output }: AnyOperation, paged: AnyResource): JsonSchema {
  const { schema } = output;
  const properties = schema.properties as { data: { items: JsonSchema } };
  const { items } = properties.data;
  const [, noun = "", verb = ""] = name.split(".");
  const same = isDeepStrictEqual(items, entityOf(paged).schema);
  const entry = same ? pascal(paged.name) : `${pascal(noun)}${pascal(verb).replace(/s$/, "")}`;
  return { ...schema, properties: { ...properties, data: { type: "array", items: named(entry, items) } } };
}
