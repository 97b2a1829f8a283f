/** Materials, SKUs and what they are made of, for tests of supply and making. */
import type { Client, Json } from "./backroom.ts";

/** A decimal quantity or unit cost in millionths. */
export const micro = (decimal: number): number => Math.round(decimal * 1_000_000);

export type Workshop = {
  material(code: string): Promise<string>;
  sku(code: string): Promise<string>;
  /** Makes a bill of materials; each component is an id with its quantity. */
  bom(output_sku_id: string, items: Json[]): Promise<void>;
};

export async function openWorkshop(owner: Client): Promise<Workshop> {
  const [materialType, skuType] = await Promise.all([
    owner.ok.post("/material-types", { name: "Raw" }),
    owner.ok.post("/sku-types", { name: "Goods" }),
  ]);
  const made = async (path: string, type_id: string, code: string): Promise<string> =>
    (await owner.ok.post(path, { code, name: code, type_id })).id;
  return {
    material: (code) => made("/materials", materialType.id, code),
    sku: (code) => made("/skus", skuType.id, code),
    async bom(output_sku_id, items) {
      await owner.ok.post("/boms", { output_sku_id, items });
    },
  };
}
