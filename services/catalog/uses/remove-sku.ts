import { command } from "../../../shared/service/operation.ts";
import { sku } from "../skus/sku.ts";
import { bomUses } from "./bom-uses.ts";
import * as declared from "./declarations.ts";
import { refuseUses } from "./refuse-uses.ts";

export const removeSku = command(declared.removeSku, async (tx, { id }) => {
  const before = await tx.target(sku, id);
  if (before.deleted_at) return before;
  refuseUses("SKU", { boms: await bomUses(tx, { sku_id: id }) });
  return tx.save(sku, before, { deleted_at: tx.now }, { verb: "deleted" });
});
