import { command } from "../../../shared/service/operation.ts";
import { copyRule } from "./copy-rule.ts";
import * as declared from "./declarations.ts";
import { reorderRule } from "./reorder-rule.ts";

export const changeReorderRule = command(declared.changeReorderRule, async (tx, { id, ...changes }) => {
  const before = await tx.target(reorderRule, id);
  const after = await tx.save(reorderRule, before, changes);
  await copyRule(tx, after);
  return after;
});
