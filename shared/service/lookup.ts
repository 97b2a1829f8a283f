/**
 * A lookup: a short list of words that an organization maintains itself, such as types, segments and channels
 * (LKP-1). One declaration creates the resource with its operations, one call their behavior.
 */
import { fail } from "../errors.ts";
import { count, type FieldTable, flag, id, text } from "../fields/index.ts";
import { type ResourceOptions, resource } from "../resource/resource.ts";
import { command, entityOf, type Handler, listOf, operation, query } from "./operation.ts";
import { deletionShape, inUseShape, removesUnused, tellsUses, type User } from "./uses.ts";
import { visibleTo } from "./visible.ts";

/** The most words of a list. */
const MOST_ENTRIES = 5000;
const LAST_PLACE = 1e9;

const LONGEST_NAME = 100;

const fieldsWith = (longest: number) =>
  ({
    name: text({ max: longest, sort: true, filter: ["eq"], typed: true }),
    sort_order: count({ sort: true, max: LAST_PLACE }),
    is_active: flag({ default: true, filter: ["eq"] }),
  }) as const;

const place = {
  sort_order: count({ optional: true, max: LAST_PLACE, about: "Absent: behind all others." }),
} as const;

type Declaration<S extends string, T extends FieldTable> = {
  service: S;
  /** Singular, snake_case: "customer_type". */
  name: string;
  plural: string;
  longest_name?: number;
  /** Fields that its words have beside those of every lookup. */
  more?: T;
  search?: readonly ("name" | (keyof T & string))[];
} & Pick<ResourceOptions<T>, "business_units" | "once" | "unique">;

/**
 * The resource of a lookup with its operations: one table, to be exported as a whole from `public.ts`. A name
 * is unique among active and inactive words; a removed name is free again.
 */
export function lookup<const S extends string, const T extends FieldTable = Record<never, never>>(
  declaration: Declaration<S, T>,
) {
  const { service, name, plural, longest_name, more = {} as T, ...options } = declaration;
  const fields = fieldsWith(longest_name ?? LONGEST_NAME);
  const one = name.replaceAll("_", " ");
  const a = `${/^[aeiou]/.test(one) ? "an" : "a"} ${one}`;
  const path = `/${plural.replaceAll("_", "-")}` as const;
  const declared = resource({
    ...{ service, name, plural },
    grants: { read: "viewer", write: "manager", delete: "manager" },
    fields: { ...fields, ...more },
    once: [],
    ...options,
    hardDelete: true,
    verbs: ["list", "get", "update"],
  });
  return {
    resource: declared,
    create: operation({
      name: `${service}.${name}.create`,
      http: `POST ${path}`,
      status: 201,
      scope: `write:${plural}`,
      about: `Create ${a}. It comes last unless sort_order says otherwise. Returns the ${one}.`,
      refuses: ["unprocessable"],
      input: { ...fields, ...place, ...more },
      output: entityOf(declared),
    }),
    reactivate: operation({
      ...{ name: `${service}.${name}.reactivate`, http: `POST ${path}/{id}/reactivate` },
      scope: `write:${plural}`,
      about: `Activate ${a} again. New references to it are accepted from then on. Returns the ${one}.`,
      input: { id: id() },
      output: entityOf(declared),
    }),
    remove: operation({
      ...{ name: `${service}.${name}.remove`, http: `DELETE ${path}/{id}` },
      scope: `delete:${plural}`,
      about: `Delete ${a}. Deletes it permanently; refused while something uses it.`,
      refuses: ["in_use"],
      input: { id: id() },
      output: deletionShape,
    }),
    in_use: operation({
      ...{ name: `${service}.${name}.in_use`, http: `GET ${path}/{id}/in-use` },
      scope: `read:${plural}`,
      about: `Get what uses ${a}.`,
      input: { id: id() },
      output: inUseShape,
    }),
    /** The whole list in its order (LKP-1). */
    whole: operation({
      name: `${service}.${name}.whole`,
      about: `All ${plural.replaceAll("_", " ")} by sort_order, then by name.`,
      input: { is_active: flag({ optional: true }) },
      output: listOf(entityOf(declared)),
    }),
  };
}

export type Lookup = ReturnType<typeof lookup<string, Record<never, never>>>;

/** The behavior of a lookup's operations; `users` may refer to its words. */
export const lookupHandlers = (of: Lookup, users: readonly User[]): Handler[] => [
  command(of.create, async (tx, { sort_order, ...given }) => {
    const [last] = await tx.find(of.resource, {}, { sort: { sort_order: -1 }, limit: 1 });
    if ((await tx.count(of.resource, {})) >= MOST_ENTRIES)
      throw fail(
        "unprocessable",
        `There are at most ${MOST_ENTRIES} ${of.resource.plural}; remove one first.`,
      );
    const place = sort_order ?? Math.min(LAST_PLACE, (last?.sort_order ?? -1) + 1);
    return tx.insert(of.resource, { ...given, sort_order: place });
  }),
  command(of.reactivate, async (tx, { id: named }) =>
    tx.save(of.resource, await tx.target(of.resource, named), { is_active: true }),
  ),
  removesUnused(of.remove, { resource: of.resource, users }),
  tellsUses(of.in_use, { resource: of.resource, users }),
  query(of.whole, (reader, { is_active }) =>
    reader.find(
      of.resource,
      { ...visibleTo(of.resource, reader.meta), ...(typeof is_active === "boolean" ? { is_active } : {}) },
      { sort: { sort_order: 1, "keys.name": 1, _id: 1 } },
    ),
  ),
];
