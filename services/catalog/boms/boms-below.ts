import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { loadBoms, loadBomsBelow } from "./load-boms.ts";

export const bomsBelow = query(declared.bomsBelow, async (reader, { sku_ids, levels }) => {
  const found =
    levels === "all" ? [...(await loadBomsBelow(reader, sku_ids)).values()] : await loadBoms(reader, sku_ids);
  return found.map(({ output_sku_id, items }) => ({ output_sku_id, items }));
});
