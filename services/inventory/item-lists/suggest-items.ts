/** Completes values of items' fields (RPT-5). */
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { inOrder, type Suggested, suggestValues } from "../../../shared/service/suggest.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { suggestedKinds, suggestTerms } from "../../catalog/public.ts";
import { item } from "../items/item.ts";
import * as declared from "./declarations.ts";

type Kind = (typeof suggestedKinds)[number];
const isTerm = (field: string): field is Kind => suggestedKinds.some((each) => each === field);

export const suggestItems = query(declared.suggestItems, async (reader, { field, value, limit }, call) => {
  if (isTerm(field)) return { data: await termsInUse(reader, call, { kind: field, value, limit }) };
  const where = { deleted_at: null, ...visibleTo(item, reader.meta) };
  const asked = { column: field, value, limit, many: field === "tags" };
  return { data: await suggestValues(reader, item, where, asked) };
});

/** The catalog has the names; this service counts their use. */
async function termsInUse(
  reader: Reader,
  call: Call,
  { kind, value, limit }: { kind: Kind; value: string; limit: number },
): Promise<Suggested[]> {
  const { terms } = await call(suggestTerms, { kind, value });
  if (terms.length === 0) return [];
  const column = `${kind}_id`;
  const rows = await reader.aggregate<{ _id: string; count: number }>(
    item,
    { deleted_at: null, ...visibleTo(item, reader.meta), [column]: { $in: terms.map((each) => each.id) } },
    [{ $group: { _id: `$${column}`, count: { $sum: 1 } } }],
  );
  const names = new Map(terms.map((each) => [each.id, each.name]));
  const found = rows.map(({ _id, count }) => ({ value: names.get(_id)!, count }));
  return inOrder(found, value, limit);
}
