import { invalidField } from "../../../shared/errors.ts";
import { isWholeUnits } from "../../../shared/micro.ts";
import { query } from "../../../shared/service/operation.ts";
import { bom } from "./bom.ts";
import * as declared from "./declarations.ts";
import { componentsOf, loadBomsBelow } from "./load-boms.ts";
import { explode } from "./rules/explode.ts";

export const explodeBom = query(declared.explodeBom, async (reader, { id, quantity, levels }) => {
  if (!isWholeUnits(quantity))
    throw invalidField("quantity", "not_whole", "A quantity of a SKU must be whole units.");
  const own = await reader.load(bom, id);
  const boms = levels === "all" ? await loadBomsBelow(reader, [id]) : new Map([[id, own]]);
  return { sku_id: id, quantity, ...explode(componentsOf(boms), { sku_id: id, quantity, levels }) };
});
