/** Schemas of the native API's entities: the columns of their table, and what `expand` may show beside them. */
import type { JsonSchema } from "../../../shared/fields/index.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { entityOf } from "../../../shared/service/operation.ts";
import { resources } from "../../declared.ts";
import { namedLater } from "../../shapes/schema.ts";
import { expandableOf } from "./expandable.ts";
import { pascal } from "./names.ts";

const byTarget = new Map(resources.map((each) => [`${each.service}.${each.name}`, each]));

/** An entity with every column, and the objects that `expand` shows. */
export const entitySchema = (resource: AnyResource): JsonSchema =>
  namedLater(pascal(resource.name), () => completeSchema(resource));

function completeSchema(resource: AnyResource): JsonSchema {
  const { schema } = entityOf(resource);
  const own = schema.properties as Record<string, JsonSchema>;
  const expanded = expandableOf(resource).map(({ word, target, many }): [string, JsonSchema] => {
    const found = byTarget.get(target);
    const one = found ? entitySchema(found) : { type: "object" };
    const description = `With \`expand=${word}\`.`;
    return [
      word,
      many ? { type: "array", items: one, description } : { anyOf: [one, { type: "null" }], description },
    ];
  });
  // A missing value is shown as null.
  return {
    ...schema,
    properties: { ...own, ...Object.fromEntries(expanded) },
    required: Object.keys(own),
  };
}
