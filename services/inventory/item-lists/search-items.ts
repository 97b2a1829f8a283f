/** Searches items by words, including the brand's (RPT-5). */
import { fold } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { wordsIn } from "../../../shared/service/suggest.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { findBrands } from "../../catalog/public.ts";
import { item } from "../items/item.ts";
import * as declared from "./declarations.ts";
import { viewEach } from "./item-view.ts";

export const searchItems = query(declared.searchItems, async (reader, { query: text, limit }, call) => {
  const words = wordsIn(text);
  const seen = { deleted_at: null, ...visibleTo(item, reader.meta) };
  const [exact, { brands }] = await Promise.all([
    reader.find(item, { ...seen, $or: [{ sku: text.trim() }, { barcodes: text.trim() }] }, { limit }),
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
  const first = new Set(exact.map((row) => row.id));
  const rest = found.filter((row) => !first.has(row.id));
  return viewEach(reader, [...exact, ...rest].slice(0, limit));
});
