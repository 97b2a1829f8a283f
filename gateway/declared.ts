/** Everything the services declare: static, whichever services happen to be up. */
import * as accounts from "../services/accounts/public.ts";
import * as catalog from "../services/catalog/public.ts";
import * as contracts from "../services/contracts/public.ts";
import * as inventory from "../services/inventory/public.ts";
import * as platform from "../services/platform/public.ts";
import * as sales from "../services/sales/public.ts";
import type { AnyResource } from "../shared/resource/resource.ts";
import type { AnyOperation } from "../shared/service/operation.ts";

type Declared = { kind?: unknown };
const isObject = (value: unknown): value is Declared => typeof value === "object" && value !== null;

/** Declarations of the public files, those in a table of them included. */
function declarations(kind: string): unknown[] {
  return [accounts, catalog, contracts, inventory, platform, sales]
    .flatMap((each) => Object.values(each).filter(isObject))
    .flatMap((value) => (value.kind === undefined ? Object.values(value).filter(isObject) : [value]))
    .filter((value) => value.kind === kind);
}

export const resources = declarations("resource") as AnyResource[];
export const operations = declarations("operation") as AnyOperation[];

/** How a verb of a resource is called: as the resource's own, or as the operation that stands in for it. */
export type Doing = {
  action: string;
  scope: string;
  input(id: string, values: Record<string, unknown>): object;
};

const named = new Map(operations.map((each) => [each.name, each]));

/** The doing of a verb; a resource that does not offer it is a mistake that fails the start. */
export function doing(
  resource: AnyResource,
  verb: "list" | "get" | "create" | "change" | "remove" | "restore",
  as: string = verb,
): Doing {
  const operation = named.get(`${resource.service}.${resource.name}.${as}`);
  if (operation)
    return {
      action: operation.name,
      scope: operation.scope ?? "",
      input: (id, values) => ({ ...(id ? { id } : {}), ...values }),
    };
  const own = verb === "change" ? "update" : verb;
  if (!resource.verbs.includes(own)) throw new TypeError(`A ${resource.name} offers no '${verb}'.`);
  const right = verb === "list" || verb === "get" ? "read" : verb === "remove" ? "delete" : "write";
  return {
    action: resource.actions[own].name,
    scope: `${right}:${resource.scope}`,
    input: (id, values) =>
      own === "update" ? { id, changes: values } : { ...(id ? { id } : {}), ...values },
  };
}
