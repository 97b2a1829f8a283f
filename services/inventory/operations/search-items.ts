/** Searching items by words, their brand's among them, and completing values of their fields (RPT-5). */
import { fold } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { inOrder, type Suggested, suggestValues, wordsIn } from "../../../shared/service/suggest.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { findBrands, suggestedKinds, suggestTerms } from "../../catalog/public.ts";
import { searchItems, suggestItems } from "../public/search.ts";
import { item } from "../resources/item.ts";
import { viewEach } from "./item-view.ts";

export const search = query(searchItems, async (reader, { query: text, limit }, call) => {
  const words = wordsIn(text);
  const seen = { deleted_at: null, ...visibleTo(item, reader.meta) };
  const [exact, { brands }] = await Promise.all([
    reader.find(item, { ...seen, sku: text.trim() }, { limit: 1 }),
    call(findBrands, { words }),
  ]);
  const each = words.map((word) => {
    const ids = brands.filter(({ name }) => fold(name).some((part) => part.startsWith(word)));
    const own = { words: { $regex: `^${word}` } };
    return ids.length ? { $or: [own, { brand_id: { $in: ids.map((brand) => brand.id) } }] } : own;
  });
  const found = await reader.find(
    item,
    { ...seen, $and: each },
    { sort: { created_at: -1, _id: -1 }, limit: limit + exact.length },
  );
  const rest = found.filter((row) => row.id !== exact[0]?.id);
  return viewEach(reader, [...exact, ...rest].slice(0, limit));
});

type Kind = (typeof suggestedKinds)[number];
const isTerm = (field: string): field is Kind => suggestedKinds.some((each) => each === field);

export const suggest = query(suggestItems, async (reader, { field, value, limit }, call) => {
  if (isTerm(field)) return { data: await termsInUse(reader, call, { kind: field, value, limit }) };
  const where = { deleted_at: null, ...visibleTo(item, reader.meta) };
  const asked = { column: field, value, limit, many: field === "tags" };
  return { data: await suggestValues(reader, item, where, asked) };
});

/** Names live in the catalog, their use is counted here. */
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
