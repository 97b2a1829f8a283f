/**
 * The verbs of a resource, derived from its table: list, get, create, update, remove, restore, and `many` for
 * expanding.
 */
import { fail, invalid, invalidField } from "../errors.ts";
import { compileInput, completeGroup, type FieldTable, isUuid } from "../fields/index.ts";
import type { Headers, Meta } from "../meta.ts";
import { type ListQuery, MAX_LIMIT } from "../page.ts";
import type { AnyResource, Entity, Verb } from "../resource/resource.ts";
import type { Command, Prepared } from "./batch.ts";
import type { View } from "./definition.ts";
import { clearOthers, insertNew } from "./only-one.ts";
import { readerOf } from "./reader.ts";
import { wantedOf } from "./references.ts";
import type { Runtime } from "./runtime.ts";
import type { Tx } from "./tx.ts";
import { refuseHidden, visibleTo } from "./visible.ts";

type Input = Record<string, unknown>;
export type ActionHandler = (input: Input, meta: Meta, headers: Headers) => Promise<unknown>;

const MAX_SKIP = 1_000_000;

/** The reading verbs of a resource, by name; its view, if it has one, shapes their results. */
export function readsOf(
  resource: AnyResource,
  { db, callFor }: Runtime,
  view: View | undefined,
): Record<string, ActionHandler> {
  const hidden = { withHidden: view !== undefined };
  return offered(resource, {
    list: async (input, meta) => {
      const reader = readerOf(db, meta);
      const page = await reader.page(resource, checkedQuery(input), visibleTo(resource, meta), hidden);
      return view ? { ...page, data: await view.show(reader, page.data, callFor(meta)) } : page;
    },
    get: async (input, meta) => {
      const reader = readerOf(db, meta);
      const id = String(input.id);
      const row = await reader.load(resource, id, hidden);
      refuseHidden(resource, meta, row);
      return view ? (await view.show(reader, [row], callFor(meta)))[0] : row;
    },
    many: async (input, meta) => {
      const reader = readerOf(db, meta);
      const named = { _id: { $in: checkedIds(input.ids) }, ...visibleTo(resource, meta) };
      const rows = await reader.find(resource, named, hidden);
      return view ? view.show(reader, rows, callFor(meta)) : rows;
    },
  });
}

/** The writing verbs of a resource, by name; they return the same form as a later read. */
export function writesOf(resource: AnyResource, view: View | undefined): Record<string, Command> {
  const shown = async (tx: Tx, written: Entity<AnyResource>) =>
    view ? (await view.show(tx, [await tx.load(resource, written.id, { withHidden: true })]))[0] : written;
  const validateNew = compileInput(resource.fields);
  const validateChanges = compileInput(resource.fields, "change");
  const write = (run: Prepared["run"], values: Input = {}, changed?: string): Prepared => ({
    wanted: wantedOf(resource.fields, values, {
      holder: changed === undefined ? undefined : { resource, id: changed },
    }),
    gather: async () => undefined,
    run,
  });

  return offered(resource, {
    create: (input) => {
      const checked = validateNew(input);
      if (!checked.ok) throw invalid(checked.violations, checked.count);
      const { slug_from, onlyOne } = resource;
      const plain = slug_from || view || onlyOne ? {} : { inserts: { resource, values: checked.value } };
      const prepared = write(async (tx) => {
        return shown(tx, await insertNew(tx, resource, checked.value));
      }, checked.value);
      return { ...prepared, ...plain };
    },
    update: ({ id, changes }) => {
      const checked = validateChanges(changes);
      if (!checked.ok) throw invalid(checked.violations, checked.count);
      return write(
        async (tx) => {
          const before = await tx.target(resource, String(id));
          refuseSystem(resource, before);
          await clearOthers(tx, resource, { ...before, ...checked.value }, before.id);
          return shown(
            tx,
            await tx.save(resource, before, mergeJson(resource.fields, before, checked.value)),
          );
        },
        checked.value,
        String(id),
      );
    },
    remove: ({ id }) =>
      write(async (tx) => {
        const before = await tx.target(resource, String(id));
        refuseSystem(resource, before);
        if (!resource.hardDelete) {
          const deleted_at = before.deleted_at ?? tx.now;
          return shown(tx, await tx.save(resource, before, { deleted_at }, { verb: "deleted" }));
        }
        await tx.purge(resource, before);
        return { deleted_id: before.id };
      }),
    restore: ({ id }) =>
      write(async (tx) => {
        const before = await tx.target(resource, String(id));
        refuseSystem(resource, before);
        return shown(tx, await tx.save(resource, before, { deleted_at: null }, { verb: "restored" }));
      }),
  });
}

const offered = <T>(resource: AnyResource, all: Record<string, T>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all).filter(([verb]) => verb === "many" || resource.verbs.includes(verb as Verb)),
  );

/** Rows shared by all tenants are read-only (TEN-1). */
function refuseSystem(resource: AnyResource, entity: Entity<AnyResource>): void {
  if (entity.org_id === null)
    throw fail("forbidden", `This ${resource.name} belongs to the system and cannot be changed.`);
}

/** RFC 7396 for the caller's own JSON: merges key by key; null removes a key. Everything else is replaced. */
export function mergeJson(fields: FieldTable, before: Input, changes: Input): Input {
  const merged: Input = { ...changes };
  for (const [name, value] of Object.entries(changes)) {
    const { kind, fields: inner } = fields[name] ?? {};
    if (kind === "group" && inner && value) merged[name] = completeGroup(inner, value);
    if (fields[name]?.kind !== "json" || value === null) continue;
    const all = { ...(before[name] as Input | null), ...(value as Input) };
    const result = Object.fromEntries(Object.entries(all).filter(([, each]) => each !== null));
    const { accepts, allowed } = fields[name].rule as { accepts?(value: object): boolean; allowed?: string };
    if (accepts && !accepts(result))
      throw invalidField(`/${name}`, "allowed", `The '${name}' field must be ${allowed} after the change.`);
    merged[name] = result;
  }
  return merged;
}

function checkedIds(ids: unknown): string[] {
  if (!Array.isArray(ids) || ids.length > 5000)
    throw invalidField("/ids", "array", "ids must be a list of at most 5000 ids.");
  return ids.filter((id): id is string => typeof id === "string" && isUuid(id));
}

function checkedQuery(input: Input): ListQuery {
  const { limit, skip, ids } = input as ListQuery;
  if (ids) checkedIds(ids);
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= Math.max(MAX_LIMIT, 500))) {
    throw invalidField("limit", "number", `limit must be 1 to ${MAX_LIMIT}.`);
  }
  if (skip !== undefined && !(Number.isInteger(skip) && skip >= 0 && skip <= MAX_SKIP)) {
    throw invalidField("skip", "number", `skip must be 0 to ${MAX_SKIP}.`);
  }
  return input as ListQuery;
}
