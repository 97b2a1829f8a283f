/** The verbs of a resource, made from its table: list, get, create, update, remove, restore, and `many` for expanding. */
import { fail, invalid, invalidField } from "../errors.ts";
import { compileInput, completeGroup, type FieldTable, isUuid } from "../fields/index.ts";
import type { Headers, Meta } from "../meta.ts";
import { type ListQuery, MAX_LIMIT } from "../page.ts";
import type { AnyResource, Entity, Verb } from "../resource/resource.ts";
import { readerOf } from "./reader.ts";
import type { References } from "./references.ts";
import type { Runtime } from "./runtime.ts";
import type { Tx } from "./tx.ts";
import { refuseHidden, visibleTo } from "./visible.ts";

type Input = Record<string, unknown>;
export type ActionHandler = (input: Input, meta: Meta, headers: Headers) => Promise<unknown>;

const MAX_SKIP = 1_000_000;

/** The action of each offered verb, by its name. */
export function verbsOf(
  resource: AnyResource,
  runtime: Runtime,
  references: References,
): Record<string, ActionHandler> {
  const { db, execute } = runtime;
  const validateNew = compileInput(resource.fields);
  const validateChanges = compileInput(resource.fields, "change");
  const action = (verb: string) => `${resource.service}.${resource.name}.${verb}`;
  const write = (
    verb: string,
    meta: Meta,
    headers: Headers,
    run: (tx: Tx) => Promise<unknown>,
    prepare: () => Promise<void> = async () => undefined,
  ) => execute(meta, headers, action(verb), { prepare, run });

  const all: Record<string, ActionHandler> = {
    list: (input, meta) => readerOf(db, meta).page(resource, checkedQuery(input), visibleTo(resource, meta)),
    get: async (input, meta) =>
      refuseHidden(resource, meta, await readerOf(db, meta).load(resource, String(input.id))),
    many: (input, meta) =>
      readerOf(db, meta).find(resource, {
        _id: { $in: checkedIds(input.ids) },
        ...visibleTo(resource, meta),
      }),
    create: async (input, meta, headers) => {
      const checked = validateNew(input);
      if (!checked.ok) throw invalid(checked.violations);
      const { slug_from } = resource;
      const run = async (tx: Tx) => {
        const slug = slug_from ? { slug: await tx.slug(resource, String(checked.value[slug_from])) } : {};
        return tx.insert(resource, { ...checked.value, ...slug });
      };
      return write("create", meta, headers, run, () =>
        references.check(resource.fields, checked.value, meta),
      );
    },
    update: async ({ id, changes }, meta, headers) => {
      const checked = validateChanges(changes);
      if (!checked.ok) throw invalid(checked.violations);
      const run = async (tx: Tx) => {
        const before = refuseHidden(resource, meta, await tx.target(resource, String(id)));
        refuseSystem(resource, before);
        return tx.save(resource, before, mergeJson(resource.fields, before, checked.value));
      };
      return write("update", meta, headers, run, () =>
        references.check(resource.fields, checked.value, meta),
      );
    },
    remove: ({ id }, meta, headers) =>
      write("remove", meta, headers, async (tx) => {
        const before = refuseHidden(resource, meta, await tx.target(resource, String(id)));
        refuseSystem(resource, before);
        if (!resource.hard)
          return tx.save(
            resource,
            before,
            { deleted_at: before.deleted_at ?? tx.now } as never,
            "own",
            "deleted",
          );
        await tx.erase(resource, before);
        return { deleted_id: before.id };
      }),
    restore: ({ id }, meta, headers) =>
      write("restore", meta, headers, async (tx) => {
        const before = refuseHidden(resource, meta, await tx.target(resource, String(id)));
        refuseSystem(resource, before);
        return tx.save(resource, before, { deleted_at: null } as never, "own", "restored");
      }),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([verb]) => verb === "many" || resource.verbs.includes(verb as Verb)),
  );
}

/** Rows shared by all tenants are read-only (TEN-1). */
function refuseSystem(resource: AnyResource, entity: Entity<AnyResource>): void {
  if (entity.org_id === null)
    throw fail("forbidden", `This ${resource.name} belongs to the system and cannot be changed.`);
}

/** RFC 7396 for the caller's own JSON: merged key-wise, a key removed by null. Everything else is replaced. */
export function mergeJson(fields: FieldTable, before: Input, changes: Input): Input {
  const merged: Input = { ...changes };
  for (const [name, value] of Object.entries(changes)) {
    const { kind, fields: inner } = fields[name] ?? {};
    if (kind === "group" && inner && value) merged[name] = completeGroup(inner, value);
    if (fields[name]?.kind !== "json" || value === null) continue;
    const whole = { ...(before[name] as Input | null), ...(value as Input) };
    const result = Object.fromEntries(Object.entries(whole).filter(([, each]) => each !== null));
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
  const { limit, skip } = input as ListQuery;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= Math.max(MAX_LIMIT, 500))) {
    throw invalidField("limit", "number", `limit must be 1 to ${MAX_LIMIT}.`);
  }
  if (skip !== undefined && !(Number.isInteger(skip) && skip >= 0 && skip <= MAX_SKIP)) {
    throw invalidField("skip", "number", `skip must be 0 to ${MAX_SKIP}.`);
  }
  return input as ListQuery;
}
