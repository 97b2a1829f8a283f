/** Many changed alike: by id or by filter, each with an answer of its own (BLK-3). */
import { invalidField } from "../../../shared/errors.ts";
import { integer, listOf as listCodec, object, uuid } from "../../wire/codecs.ts";
import { conditionsOfNames, type WireFilter } from "../../wire/lists.ts";
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

export const bulkShape = shape("BulkResult", {
  changed: at("changed", integer),
  failed: at("failed", integer),
  results: shown(listCodec(object), ({ results }) => results),
});

/** The body in the operation's words. */
export async function bulkInput(
  speech: Speech,
  talk: Talk,
  of: Shape,
  filters: Map<string, WireFilter>,
  { changes, price, filter, ...input }: Row,
): Promise<Row> {
  const edited = price ? await talk.read(priceEdit, price as Row, "whole") : null;
  const { multiply, ...rest } = edited ?? {};
  const by = multiply === undefined ? {} : { multiply_ppm: Math.round(Number(multiply) * 1_000_000) };
  return {
    ...input,
    ...(changes ? { changes: await talk.read(of, changes as Row, "change") } : {}),
    ...(edited ? { price: { ...rest, ...by } } : {}),
    ...(filter ? { filter: { conditions: named(speech, talk, filters, filter as Row) } } : {}),
  };
}

function named(speech: Speech, talk: Talk, filters: Map<string, WireFilter>, filter: Row) {
  const pairs = Object.entries(filter).map(([name, value]): [string, string] => {
    if (typeof value === "object")
      throw invalidField(`/filter/${name}`, "invalid_filter", `'${name}' must be one value.`);
    return [name, String(value)];
  });
  return conditionsOfNames(speech, talk, filters, pairs);
}
