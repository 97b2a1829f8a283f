/** The operations on the entries of an area, under the names that documents give them: `listTaxes`, `getTax`, `updateTax`. */
import type { Area, AreaVerb } from "./area.ts";
import type { Behavior } from "./behavior.ts";
import { change, create, get, list, remove, restore } from "./builders.ts";
import { changeSeveral, createSeveral, type SeveralOptions } from "./several.ts";

type Named<V extends AreaVerb, One extends string, Many extends string> = V extends "list"
  ? `list${Many}`
  : V extends "change"
    ? `update${One}`
    : V extends "remove"
      ? `delete${One}`
      : `${V}${One}`;

type Entries<V extends AreaVerb, One extends string, Many extends string> = {
  [verb in V as Named<verb, One, Many>]: Behavior;
};

const builders = { list, create, get, change, remove, restore };

/** `entries(["Tax", "Taxes"], taxes)`: every verb, or the listed ones. */
export function entries<One extends string, Many extends string>(
  names: readonly [One, Many],
  of: Area,
): Entries<AreaVerb, One, Many>;
export function entries<One extends string, Many extends string, V extends AreaVerb>(
  names: readonly [One, Many],
  of: Area,
  offered: readonly V[],
): Entries<V, One, Many>;
export function entries(
  [one, many]: readonly [string, string],
  of: Area,
  offered: readonly AreaVerb[] = ["list", "create", "get", "change", "remove", "restore"],
): Record<string, Behavior> {
  const names: Record<AreaVerb, string> = {
    ...{ list: `list${many}`, create: `create${one}`, get: `get${one}` },
    ...{ change: `update${one}`, remove: `delete${one}`, restore: `restore${one}` },
  };
  return Object.fromEntries(offered.map((verb) => [names[verb], builders[verb](of)]));
}

/** List, create and change of a collection whose bodies are one object or a list of them. */
export const severalEntries = <One extends string, Many extends string>(
  [one, many]: readonly [One, Many],
  of: Area,
  options: SeveralOptions = {},
) =>
  ({
    [`list${many}`]: list(of),
    [`create${one}`]: createSeveral(of, options),
    [`update${one}`]: changeSeveral(of, options),
  }) as Entries<"list" | "create" | "change", One, Many>;
