import { command } from "../../../shared/service/operation.ts";
import { copyRule } from "./copy-rule.ts";
import * as declared from "./declarations.ts";
import { reorderRule } from "./reorder-rule.ts";

export const removeReorderRule = command(declared.removeReorderRule, async (tx, { id }) => {
  const before = await tx.target(reorderRule, id);
  await tx.purge(reorderRule, before);
  await copyRule(tx, { ...before, reorder_point: null, reorder_quantity: null });
  return { deleted_id: id };
});
