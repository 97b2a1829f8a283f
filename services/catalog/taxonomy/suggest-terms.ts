import { foldedPattern } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { category } from "../categories/category.ts";
import * as declared from "./declarations.ts";
import { idAndName } from "./named.rules.ts";
import { brand, color, size } from "./taxonomy.ts";

const resources = { brand, color, size, category } as const;

export const suggestTerms = query(declared.suggestTerms, async (reader, { kind, value, limit }) => {
  const name = value ? { name: { $regex: foldedPattern(value), $options: "i" } } : {};
  const rows = await reader.find(resources[kind] as typeof brand, { deleted_at: null, ...name }, { limit });
  return { terms: rows.map(idAndName) };
});
