/** Builds stored documents and updates: only fields that the resource's table declares. */
import { nowInstant } from "../clock.ts";
import type { FieldTable } from "../fields/index.ts";
import { newId } from "../ids.ts";
import type { Document } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";
import { KEYS, keyedValue, keysOf, pathOf, typedOf, wordsOf } from "../resource/words.ts";
import { MASK } from "./differences.ts";
import type { Change } from "./log.ts";

/** $set, $inc, $push … on stored fields. */
export type MongoUpdate = { [operator: `$${string}`]: Record<string, unknown> };

/** The author, tenant and time of a write. */
export type Author = { org: string; actor_id: string; now: string };

/** A new row: missing fields get their default, or null. */
export function documentOf(
  resource: AnyResource,
  values: Record<string, unknown>,
  { org, actor_id, now }: Author,
): Document {
  const { id = newId(), ...given } = values;
  const document: Record<string, unknown> = { _id: id, org_id: org };
  for (const [name, { facets }] of Object.entries(resource.columns as FieldTable)) {
    if (name === "id" || name === "org_id" || facets.derived) continue;
    document[name] = given[name] ?? structuredClone(facets.default) ?? null;
  }
  if (resource.hardDelete) delete document.deleted_at;
  if (resource.search) document.words = wordsOf(resource, given);
  if (typedOf(resource).length) document[KEYS] = keysOf(resource, document);
  return Object.assign(document, {
    created_at: now,
    updated_at: now,
    created_by: actor_id,
    version: 1,
  }) as unknown as Document;
}

/** A row without a tenant, created by the system. */
export const systemDocument = (
  id: string,
  values: Record<string, unknown>,
  now = nowInstant(),
): Record<string, unknown> => ({
  _id: id,
  org_id: null,
  ...values,
  created_at: now,
  updated_at: now,
  created_by: "system",
  version: 1,
});

/**
 * Counts the silent writes of a row: together with its version it shows whether the row is unchanged since it
 * was read.
 */
export const SILENT = "_silent";

/** An update of declared fields; increments the version unless it is silent. */
export function updateOf(
  resource: AnyResource,
  given: MongoUpdate,
  { now, silent }: { now: string; silent: boolean },
): MongoUpdate {
  const update = declaredOnly(resource, given);
  if (silent) return { ...update, $inc: { ...update.$inc, [SILENT]: 1 } };
  return {
    ...update,
    $set: { ...update.$set, updated_at: now },
    $inc: { ...update.$inc, version: 1 },
  };
}

/** An update may write only what the table declares, or it throws; undefined values are not written. */
export function declaredOnly(resource: AnyResource, update: MongoUpdate): MongoUpdate {
  const columns = resource.columns as FieldTable;
  const checked: MongoUpdate = {};
  for (const [operator, operands] of Object.entries(update) as [`$${string}`, Record<string, unknown>][]) {
    const kept: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(operands)) {
      if (value === undefined) continue;
      refuseUndeclared(resource, path);
      kept[path] = value;
      // The key is stored with the text, whoever writes it.
      if (operator === "$set" && columns[path]?.facets.typed)
        kept[pathOf(resource, path)] = keyedValue(value);
    }
    if (Object.keys(kept).length) checked[operator] = kept;
  }
  return checked;
}

function refuseUndeclared(resource: AnyResource, path: string): void {
  const [name = ""] = path.split(".", 1);
  const column = (resource.columns as FieldTable)[name];
  const known = name === "words" ? resource.search : column && !column.facets.derived;
  if (!known) throw new TypeError(`'${path}' is not a stored field of ${resource.name}.`);
}

/** The changes of a conditional write, for the audit record: its operands, as the row was not read. */
export function operandsOf(resource: AnyResource, update: MongoUpdate): Change["fields"] {
  const columns = resource.columns as FieldTable;
  const fields: Change["fields"] = {};
  for (const [operator, operands] of Object.entries(update)) {
    for (const [name, value] of Object.entries(operands)) {
      const { hidden, private: personal } = columns[name.split(".")[0]!]?.facets ?? {};
      if (hidden || personal) fields[name] = [MASK, MASK];
      else fields[name] = operator === "$set" ? [undefined, value] : [operator, value];
    }
  }
  return fields;
}
