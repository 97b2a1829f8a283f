import { wordsFilter } from "../../../shared/resource/query.ts";
import { listQueryOf, query } from "../../../shared/service/operation.ts";
import { sku } from "../skus/sku.ts";
import { bom } from "./bom.ts";
import * as declared from "./declarations.ts";

export const listBoms = query(declared.listBoms, async (reader, input) => {
  const { search, ...asked } = listQueryOf(input);
  if (search === undefined) return reader.page(bom, asked);
  const found = await reader.find(sku, { $and: wordsFilter(search) });
  return reader.page(bom, asked, { output_sku_id: { $in: found.map(({ id }) => id) } });
});
