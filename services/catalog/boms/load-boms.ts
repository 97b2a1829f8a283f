/** Bills of materials below some SKUs, level by level. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { bom } from "./bom.ts";

export type Bom = Entity<typeof bom>;

export const loadBoms = (reader: Reader, sku_ids: readonly string[]): Promise<Bom[]> =>
  reader.find(bom, { output_sku_id: { $in: sku_ids } });

/** The BOMs of these SKUs and of all SKUs below them. One round trip per level. */
export async function loadBomsBelow(reader: Reader, sku_ids: readonly string[]): Promise<Map<string, Bom>> {
  const found = new Map<string, Bom>();
  const asked = new Set(sku_ids);
  let level = [...asked];
  while (level.length) {
    const boms = await loadBoms(reader, level);
    for (const each of boms) found.set(each.output_sku_id, each);
    level = boms
      .flatMap((each) => each.items.flatMap(({ sku_id }) => sku_id ?? []))
      .filter((id) => !asked.has(id) && asked.add(id));
  }
  return found;
}

export const componentsOf = (boms: ReadonlyMap<string, Bom>) =>
  new Map([...boms].map(([id, { items }]) => [id, items]));
