/** How a verb of a resource is called: as the resource's own action, or as the operation that replaces it. */
import type { BatchStep } from "../../shared/service/batch.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import { operationNamed } from "../declared.ts";
import type { Body } from "../shapes/body.ts";
import type { Area, AreaVerb } from "./area.ts";

export type BoundAction = {
  ref: ActionRef<Body, unknown>;
  scope: string;
  /** Codes of its own that it may refuse with. */
  refuses: readonly string[];
  input(id: string, values: Body): Body;
  step(id: string, values: Body): BatchStep;
};

/** Throws at start when the resource does not offer the verb. */
export function actionFor(
  { resource, options }: Pick<Area, "resource" | "options">,
  verb: AreaVerb,
): BoundAction {
  const narrowed = options.scope === undefined ? undefined : `${rights[verb]}:${options.scope}`;
  const operation = options.actions?.[verb] ?? operationNamed(`${resource.service}.${resource.name}.${verb}`);
  if (operation)
    return bound(operation, narrowed ?? operation.scope ?? "", (id, values) => ({
      ...(id ? { id } : {}),
      ...values,
    }));
  const own = verb === "change" ? "update" : verb;
  if (!resource.verbs.includes(own)) throw new TypeError(`A ${resource.name} offers no '${verb}'.`);
  return bound(resource.actions[own], narrowed ?? `${rights[verb]}:${resource.scope}`, (id, values) =>
    own === "update" ? { id, changes: values } : { ...(id ? { id } : {}), ...values },
  );
}

const rights = {
  list: "read",
  get: "read",
  create: "write",
  change: "write",
  remove: "delete",
  restore: "write",
};

const bound = (
  { name, refuses = [] }: { name: string; refuses?: readonly string[] },
  scope: string,
  input: (id: string, values: Body) => Body,
): BoundAction => ({
  ...{ ref: { name }, scope, refuses, input },
  step: (id, values) => ({ action: name, input: input(id, values) }),
});
