/** Finding brands by words and terms by a part of their name, for those who search items (RPT-5). */
import { foldedPattern } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { findBrands, suggestTerms } from "../public/search.ts";
import { category } from "../resources/category.ts";
import { brand, color, size } from "../resources/taxonomy.ts";

const resources = { brand, color, size, category } as const;

type Named = { id: string; name: string };
const named = ({ id, name }: Named): Named => ({ id, name });

export const brandsBy = query(findBrands, async (reader, { words, limit }) => {
  if (words.length === 0) return { brands: [] };
  const any = words.map((word) => ({ words: { $regex: `^${word}` } }));
  const rows = await reader.find(brand, { deleted_at: null, $or: any }, { limit });
  return { brands: rows.map(named) };
});

export const termsBy = query(suggestTerms, async (reader, { kind, value, limit }) => {
  const name = value ? { name: { $regex: foldedPattern(value), $options: "i" } } : {};
  const rows = await reader.find(resources[kind] as typeof brand, { deleted_at: null, ...name }, { limit });
  return { terms: rows.map(named) };
});
