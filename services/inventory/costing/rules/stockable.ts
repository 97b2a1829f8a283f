/** A stockable: a material, measured, or a SKU, in whole units (QTY-2). */
import { invalidField } from "../../../../shared/errors.ts";
import { isWholeUnits } from "../../../../shared/micro.ts";

export type Stockable = { material_id: string | null; sku_id: string | null };
export type GivenStockable = { material_id?: string | null | undefined; sku_id?: string | null | undefined };

export const stockableOf = ({ material_id = null, sku_id = null }: GivenStockable): Stockable => ({
  material_id,
  sku_id,
});

export const stockableId = ({ material_id, sku_id }: GivenStockable): string => material_id ?? sku_id ?? "";

/** The ledger's pool of goods. */
export const pools = ["materials", "finished_goods"] as const;
export const poolOf = ({ sku_id }: GivenStockable): (typeof pools)[number] =>
  sku_id ? "finished_goods" : "materials";

/** The stockable in an input; 400 below `pointer` for both, none, or a fraction of a SKU. */
export function namedStockable(
  given: GivenStockable & { quantity?: number | undefined },
  pointer = "",
): Stockable {
  const { material_id, sku_id, quantity } = given;
  if (Boolean(material_id) === Boolean(sku_id))
    throw invalidField(`${pointer}/sku_id`, "one_stockable", "Name either 'material_id' or 'sku_id'.");
  if (sku_id && quantity !== undefined && !isWholeUnits(quantity))
    throw invalidField(`${pointer}/quantity`, "not_whole", "The quantity of a SKU must be whole units.");
  return stockableOf(given);
}
