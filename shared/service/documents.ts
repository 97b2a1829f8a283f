/** What is stored of an entity, and what an update writes: by the resource's table, or not at all. */
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

/** Who writes, for whom and when. */
export type Author = { org: string; actor_id: string; now: string };

/** A new row: what is not given takes its default, or null. */
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

/** A row that is no tenant's, made by the system. */
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

/** Counts the silent writes of a row: with its version it tells whether the row is as it was read. */
export const SILENT = "_silent";

/** An update of declared fields; one that is not silent makes a new version. */
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

/** An update writes what the table declares, or throws; what is undefined is not written. */
export function declaredOnly(resource: AnyResource, update: MongoUpdate): MongoUpdate {
  const columns = resource.columns as FieldTable;
  const checked: MongoUpdate = {};
  for (const [operator, operands] of Object.entries(update) as [`$${string}`, Record<string, unknown>][]) {
    const kept: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(operands)) {
      if (value === undefined) continue;
      refuseUndeclared(resource, path);
      kept[path] = value;
      // The key goes with the text, whoever writes it.
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

/** What a conditional write did, for the audit record: the operands, as the row before was not read. */
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
