/** An area: a resource as a dialect shows it, from which the builders make its operations. */

import type { Condition } from "../../shared/page.ts";
import type { AnyResource } from "../../shared/resource/resource.ts";
import { type BatchStep, batchOf } from "../../shared/service/batch.ts";
import type { AnyOperation } from "../../shared/service/operation.ts";
import type { Body } from "../shapes/body.ts";
import type { Shape } from "../shapes/shape.ts";
import type { DialectContext } from "./context.ts";
import { type FilterWord, type FilterWords, filtersBy, sortsBy } from "./filters.ts";
import { type Expansions, includingView } from "./includes.ts";
import { plainView, type View, type Viewing } from "./view.ts";

export type WriteVerb = "create" | "change";
/** Tries values without writing them. */
export type Trial = (values: Body) => Promise<unknown>;

export type Area<Row = never> = {
  resource: AnyResource;
  shape: Shape<Row>;
  view: View;
  filters: FilterWords;
  sorts: ReadonlyMap<string, string>;
  options: AreaOptions<Row>;
};

export type AreaOptions<Row = never> = Viewing<Row> & {
  /** Objects that `expand` shows in the place of ids; an area with this option also offers `include`. */
  expand?: Expansions;
  /** The shape of its rows, where they are spelled in another way than its bodies. */
  shows?: Shape<Row>;
  /** Lists always contain the count, in variants that know `include`. */
  counted?: boolean;
  /** Operations that replace the resource's verbs. */
  actions?: Partial<Record<AreaVerb, AnyOperation>>;
  /** The scope noun, where it is not the resource's: "staff" makes read:staff. */
  scope?: string;
  /** Filter words beyond those of the shape; `filters: null` offers none at all. */
  filters?: Readonly<Record<string, FilterWord>> | null;
  /** Conditions that every list has. */
  only?: readonly Condition[];
  /** Stored values that a new entry gets in addition to its body. */
  fill?(values: Body): Body;
  /** Creates what a new entry or a change depends on; returns the values to write. */
  prepare?(ctx: DialectContext, verb: WriteVerb, values: Body, trial: Trial): Promise<Body>;
};

export type AreaVerb = "list" | "get" | "create" | "change" | "remove" | "restore";

/** Declares an area. */
export function area<Row extends object>(
  resource: AnyResource & { readonly columns: object },
  shape: Shape<Row>,
  options: AreaOptions<Row> = {},
): Area<Row> {
  const filters = options.filters === null ? [] : filtersBy(shape, resource);
  return {
    resource,
    shape,
    view: options.expand
      ? includingView(options.shows ?? shape, options)
      : plainView(options.shows ?? shape, options),
    filters: new Map([...filters, ...Object.entries(options.filters ?? {})]),
    sorts: sortsBy(shape, resource),
    options,
  };
}

/** Steps of one service: a single one by its own action, several in one transaction. */
export async function inOneTransaction(
  ctx: DialectContext,
  { service }: AnyResource,
  steps: readonly BatchStep[],
  several: boolean,
): Promise<Body[]> {
  const [only] = steps;
  if (!several && only) return [(await ctx.call({ name: only.action }, only.input)) as Body];
  return (await ctx.call(batchOf(service), { steps: [...steps] })) as Body[];
}

/** Entries by id; missing ones are left out. */
export async function manyById(
  ctx: DialectContext,
  resource: AnyResource,
  ids: readonly string[],
): Promise<Map<string, Body>> {
  const rows = (await ctx.read(resource.actions.many, { ids: [...ids] })) as Body[];
  return new Map(rows.map((row) => [String(row.id), row]));
}
