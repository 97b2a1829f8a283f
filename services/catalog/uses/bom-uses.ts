/** Bills of materials that a material or SKU is part of. */
import type { Reader } from "../../../shared/service/reader.ts";
import { bom } from "../boms/bom.ts";

export type Uses = { count: number; sample_ids: string[] };

export async function bomUses(
  reader: Reader,
  { material_id, sku_id }: { material_id?: string; sku_id?: string },
): Promise<Uses> {
  const filter = material_id
    ? { "items.material_id": material_id }
    : { $or: [{ "items.sku_id": sku_id }, { output_sku_id: sku_id }] };
  const found = await reader.find(bom, filter, { limit: 5 });
  const count = found.length < 5 ? found.length : await reader.count(bom, filter);
  return { count, sample_ids: found.map(({ id }) => id) };
}
