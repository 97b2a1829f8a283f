/** The native API's routes, derived from the declarations of all services by the builders that every dialect uses. */

import { isDeepStrictEqual } from "node:util";
import type { JsonSchema } from "../../../shared/fields/index.ts";
import { sortsOf } from "../../../shared/resource/query.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { type AnyOperation, entityOf, tagOf } from "../../../shared/service/operation.ts";
import { deletionShape } from "../../../shared/service/uses.ts";
import type { Area, AreaVerb } from "../../kit/area.ts";
import { type Behavior, routeOf } from "../../kit/behavior.ts";
import { change, create, get, list, remove, restore } from "../../kit/builders.ts";
import { exportOf } from "../../kit/csv-export.ts";
import { ownFilters } from "../../kit/filters.ts";
import type { Route } from "../../kit/route.ts";
import type { View } from "../../kit/view.ts";
import { named } from "../../shapes/schema.ts";
import type { Shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";
import { entitySchema } from "./entity-schema.ts";
import { expandedView } from "./expand.ts";
import { inputSchema } from "./input-schema.ts";
import { operationId, pascal, titled, withArticle, worded } from "./names.ts";
import { doesOperation } from "./operation.ts";

/** The routes of the services' resources and operations. */
export const nativeRoutes = (
  resources: readonly AnyResource[],
  operations: readonly AnyOperation[],
): Route[] => [
  ...resources.flatMap(resourceRoutes),
  ...operations.filter((each) => each.http).map((each) => operationRoute(each, resources)),
];

/** A shape that shows and reads rows unchanged. */
export const identity = (name: string): Shape => ({ name, columns: {}, fields: {}, asIs: true });

/** A resource under its own names. */
export function areaOf(resource: AnyResource): Area {
  const view: View = expandedView(resource, entitySchema(resource));
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
  does: (of: Area) => Behavior;
  about(one: string, many: string, resource: AnyResource): string;
};
const one = "/{id}";
const verbs: Record<string, Verb> = {
  list: {
    ...{ verb: "list", method: "GET", at: "", status: 200, does: list },
    about: (_one, many) => `List ${many}. Returns one page; \`next_cursor\` leads to the next.`,
  },
  get: {
    ...{ verb: "get", method: "GET", at: one, status: 200, does: get },
    about: (name) => `Get ${withArticle(name)}.`,
  },
  create: {
    ...{ verb: "create", method: "POST", at: "", status: 201, does: create },
    about: (name) => `Create ${withArticle(name)}. Returns the ${name}.`,
  },
  update: {
    ...{ verb: "change", method: "PATCH", at: one, status: 200, does: change },
    about: (name) =>
      `Change ${withArticle(name)}. Only the fields sent are changed (RFC 7396). Returns the ${name}.`,
  },
  remove: {
    ...{ verb: "remove", method: "DELETE", at: one, status: 200, does: remove },
    about: (name, _many, { hardDelete, verbs: offered }) =>
      hardDelete
        ? `Delete ${withArticle(name)}. Deletes it permanently.`
        : `Delete ${withArticle(name)}. Lists leave it out from then on${offered.includes("restore") ? "; it can be restored" : ""}. Returns the ${name}.`,
  },
  restore: {
    ...{ verb: "restore", method: "POST", at: `${one}/restore`, status: 200, does: restore },
    about: (name) => `Restore a deleted ${name}. Returns the ${name}.`,
  },
};

/** The list of a resource as CSV. */
function exportRoute(resource: AnyResource): Route {
  const { path, plural } = resource;
  const summary = `Export ${worded(plural)} as CSV, with the filters of their list.`;
  const spec = { method: "GET", path: `${path}/export`, status: 200, tag: titled(plural), summary };
  return routeOf(native, `export${pascal(plural)}`, spec, exportOf(areaOf(resource)));
}

function resourceRoutes(resource: AnyResource): Route[] {
  const { path, plural, name } = resource;
  const area = areaOf(resource);
  const own = resource.verbs.map((each) => {
    const { verb, method, at, status, does, about } = verbs[each]!;
    const behavior = withInput(does(area), resource, verb);
    const summary = about(worded(name), worded(plural), resource);
    const spec = { method, path: path + at, status, tag: titled(plural), summary };
    return routeOf(native, operationId(verb, name, plural), spec, behavior);
  });
  return resource.exported ? [...own, exportRoute(resource)] : own;
}

/** The schema of a native body is that of the resource's own table. */
function withInput(behavior: Behavior, { fields, name, hardDelete }: AnyResource, verb: AreaVerb): Behavior {
  if (verb === "remove" && hardDelete) return { ...behavior, response: () => deletedId };
  if (verb !== "create" && verb !== "change") return behavior;
  const schema = inputSchema(fields, verb === "change");
  const suffix = verb === "create" ? "Input" : "Changes";
  return { ...behavior, body: { schema: named(`${pascal(name)}${suffix}`, schema), required: true } };
}

/** What a hard deletion answers, by an operation or by the verb. */
const deletedId = named("Deletion", deletionShape.schema);

function operationRoute(operation: AnyOperation, resources: readonly AnyResource[]): Route {
  const { method, path, status } = operation.http!;
  const tag = titled(tagOf(operation, resources));
  const [, noun = "", verb = ""] = operation.name.split(".");
  const resource = resources.find((each) => operation.name.startsWith(`${each.service}.${each.name}.`));
  const id = operationId(verb, noun, resource?.plural ?? `${noun}s`);
  const spec = { method, path, status, tag, summary: operation.about };
  if (!operation.paged) return routeOf(native, id, spec, doesOperation(operation));
  const options = { actions: { list: operation } };
  const area = { ...areaOf(operation.paged), view: rowsView(operation, operation.paged), options };
  return routeOf(native, id, spec, list(area));
}

/** How a list shows its rows. `expand` applies only where the rows are entries of the filtered resource. */
function rowsView({ name, output }: AnyOperation, paged: AnyResource): View {
  const { data } = output.schema.properties as { data: { items: JsonSchema } };
  if (isDeepStrictEqual(data.items, entityOf(paged).schema)) return areaOf(paged).view;
  const [, noun = "", verb = ""] = name.split(".");
  const schema = named(`${pascal(noun)}${pascal(verb).replace(/s$/, "")}`, data.items);
  return {
    parameters: [],
    open: () => ({ present: async (rows) => [...rows] }),
    schema: () => schema,
  };
}
