import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { idAndName } from "./named.rules.ts";
import { brand } from "./taxonomy.ts";

export const findBrands = query(declared.findBrands, async (reader, { words, limit }) => {
  if (words.length === 0) return { brands: [] };
  const any = words.map((word) => ({ words: { $regex: `^${word}` } }));
  const rows = await reader.find(brand, { deleted_at: null, $or: any }, { limit });
  return { brands: rows.map(idAndName) };
});
