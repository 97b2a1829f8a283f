/**
 * Verifies callers' references inside the tenant, in whichever service the target lives (TEN-3): a foreign id
 * is not found.
 */
import { fail } from "../errors.ts";
import type { FieldTable } from "../fields/index.ts";
import type { Meta } from "../meta.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { Database } from "./database.ts";
import { readerOf } from "./reader.ts";
import type { ActionRef, Call } from "./reference.ts";
import { visibleTo } from "./visible.ts";

export type References = {
  /**
   * Throws 422 `reference_not_found` naming each field whose entity does not exist, is deleted or is
   * inactive; one query per target.
   */
  verify(wanted: readonly Wanted[], meta: Meta): Promise<void>;
};

/** One reference in an input: its pointer, target and id. */
export type Wanted = { pointer: string; target: string; id: string; in?: Holder };

/** The entity being changed: its existing references remain valid, whatever has happened to their targets. */
export type Holder = { resource: AnyResource; id: string };

/** Returns the `ids` that may be referred to: they exist in the tenant and are not deleted. */
export type FindReferences = ActionRef<{ resource: string; ids: string[] }, string[]>;
export const findReferences = (service: string): FindReferences => ({ name: `${service}.references.find` });

export function referencesOf(
  service: string,
  resources: readonly AnyResource[],
  db: Database,
  callFor: (meta: Meta) => Call,
): References & { find: (resource: string, ids: string[], meta: Meta) => Promise<string[]> } {
  async function find(name: string, ids: string[], meta: Meta): Promise<string[]> {
    const resource = resources.find((each) => each.name === name);
    if (!resource) throw new TypeError(`'${name}' is not a resource of ${service}.`);
    if (resource.cached) {
      const all = await readerOf(db, meta).cache.table(resource);
      return ids.filter((id) => isLive(all.get(id)));
    }
    const live = "is_active" in resource.fields ? { is_active: { $ne: false } } : {};
    const gone = resource.hardDelete ? {} : { deleted_at: null };
    // PRM-4: rows of other stores are not found; the operation itself refuses a foreign store.
    const own = visibleTo(resource, meta);
    const rows = await readerOf(db, meta).find(resource, { ...own, ...gone, ...live, _id: { $in: ids } });
    return rows.map((row) => row.id);
  }

  async function verify(wanted: readonly Wanted[], meta: Meta): Promise<void> {
    if (wanted.length === 0) return;
    const targets = [...new Set(wanted.map((each) => each.target))];
    const found = await Promise.all(
      targets.map((target) => {
        const [owner = "", resource = ""] = target.split(".");
        const ids = [...new Set(wanted.filter((each) => each.target === target).map((each) => each.id))];
        return owner === service
          ? find(resource, ids, meta)
          : callFor(meta)(findReferences(owner), { resource, ids });
      }),
    );
    const known = new Set(found.flatMap((ids, i) => ids.map((id) => `${targets[i]} ${id}`)));
    const gone = wanted.filter((each) => !known.has(`${each.target} ${each.id}`));
    const missing = gone.length ? await newOnes(gone, meta) : [];
    if (missing.length)
      throw referenceNotFound(
        missing.map((each) => ({ pointer: each.pointer, what: each.target.split(".")[1] ?? "" })),
      );
  }

  async function newOnes(gone: readonly Wanted[], meta: Meta): Promise<Wanted[]> {
    const checked = gone.map(async (each) => {
      const before = each.in && (await readerOf(db, meta).get(each.in.resource, each.in.id));
      const held = before ? wantedIn(each.in!.resource.fields, before) : [];
      return held.some(({ target, id }) => target === each.target && id === each.id) ? [] : [each];
    });
    return (await Promise.all(checked)).flat();
  }

  return { find, verify };
}

const isLive = (row: Record<string, unknown> | undefined): boolean =>
  row !== undefined && !row.deleted_at && row.is_active !== false;

/** 422 for references that do not exist in the tenant. */
export const referenceNotFound = (missing: { pointer: string; what: string }[]) =>
  fail("reference_not_found", `There is no such ${missing[0]?.what.replaceAll("_", " ")}.`, {
    errors: missing.map(({ pointer, what }) => ({
      pointer,
      code: "reference_not_found",
      message: `There is no ${what.replaceAll("_", " ")} with this id that can be used.`,
    })),
  });

type Wanting = {
  /** The entity being changed. */
  holder?: Holder | undefined;
  /** Fields whose references the operation verifies itself. */
  verifies?: readonly string[] | undefined;
};

/** The references in an input. */
export const wantedOf = (
  fields: FieldTable,
  values: Record<string, unknown>,
  { holder, verifies = [] }: Wanting,
): Wanted[] =>
  wantedIn(fields, values)
    .filter(({ pointer }) => !verifies.includes(pointer.slice(1)))
    .map((each) => (holder ? { ...each, in: holder } : each));

/** The references in the values of a table. */
export function wantedIn(fields: FieldTable, values: Record<string, unknown>, at = ""): Wanted[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name];
    if (value === null || value === undefined) return [];
    const pointer = `${at}/${name}`;
    const { target } = field;
    if (target) {
      return Array.isArray(value)
        ? value.map((id, i) => ({ pointer: `${pointer}/${i}`, target, id: String(id) }))
        : [{ pointer, target, id: String(value) }];
    }
    if (!field.fields) return [];
    const inner = field.fields;
    return Array.isArray(value)
      ? value.flatMap((each, i) =>
          each ? wantedIn(inner, each as Record<string, unknown>, `${pointer}/${i}`) : [],
        )
      : wantedIn(inner, value as Record<string, unknown>, pointer);
  });
}
