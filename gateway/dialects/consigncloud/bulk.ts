/** Many changed alike: by id or by filter, each with an answer of its own (BLK-3). */
import { invalidField, repointed } from "../../../shared/errors.ts";
import { integer, listOf as listCodec, object, uuid } from "../../wire/codecs.ts";
import type { Crud } from "../../wire/crud.ts";
import { conditionsOfNames, wireFilters } from "../../wire/lists.ts";
import { inWords, spoken } from "../../wire/refusals.ts";
import { at, type Row, type Shape, shape, shown, type WireField } from "../../wire/shape.ts";
import type { Speech, Talk } from "../../wire/talk.ts";
import { priceEdit } from "./shapes/items.ts";

/** `word` is what the ids are called: items, accounts. */
export const bulkBody = (word: string, more: Record<string, WireField> = {}): Shape =>
  shape("BulkEdit", {
    [word]: at("ids", listCodec(uuid), { aliases: ["ids"] }),
    changes: at("changes", object, { aliases: ["updates", "fields"] }),
    ...more,
  });

const bulkShape = shape("BulkResult", {
  changed: at("changed", integer),
  failed: at("failed", integer),
  results: shown(listCodec(object), ({ results }) => results),
});

/** Does what the body asks for with the entries of a table, and tells what became of each. */
export async function bulkEdit(
  speech: Speech,
  talk: Talk,
  table: Crud,
  action: string,
  { changes, price, filter, ...input }: Row,
): Promise<Row> {
  const edit: Row = price ? await part("price", () => talk.read(priceEdit, price as Row, "whole")) : {};
  const { multiply, ...edited } = edit;
  const by = multiply === undefined ? {} : { multiply_ppm: Math.round(Number(multiply) * 1_000_000) };
  const read = changes
    ? await part("changes", () => talk.read(table.shape, changes as Row, "change"))
    : undefined;
  const asked = {
    ...input,
    ...(price ? { price: { ...edited, ...by } } : {}),
    ...(filter ? { filter: { conditions: named(speech, talk, table, filter as Row) } } : {}),
  };
  const trial = (given: Row) =>
    talk.call(action, { ...asked, changes: given, dry_run: true }, { trial: true });
  try {
    const values = read && ((await table.prepare?.(talk, "change", read, trial)) ?? read);
    const done = await talk.call<Row>(action, { ...asked, ...(values ? { changes: values } : {}) });
    const results = (done.results as Row[]).map((each) => ({
      ...each,
      message: each.message ? spoken(table.shape, String(each.message)) : each.message,
    }));
    return await talk.show(bulkShape, { ...done, results });
  } catch (error) {
    throw inWords(table.shape, error, false, "/changes");
  }
}

/** Violations of a part of the body, by their place in the whole. */
async function part<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw repointed(error, (pointer) => `/${name}${pointer}`);
  }
}

function named(speech: Speech, talk: Talk, table: Crud, filter: Row) {
  const pairs = Object.entries(filter).map(([name, value]): [string, string] => {
    if (typeof value === "object")
      throw invalidField(`/filter/${name}`, "invalid_filter", `'${name}' must be one value.`);
    return [name, String(value)];
  });
  return conditionsOfNames(speech, talk, wireFilters(table.shape, table.resource, table.filters), pairs);
}
