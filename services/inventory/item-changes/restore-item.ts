import { command } from "../../../shared/service/operation.ts";
import { targetItem } from "../items/load-item.ts";
import * as declared from "./declarations.ts";
import { toggled } from "./toggle-item.ts";

export const restoreItem = command(declared.restoreItem, async (tx, { id }) => {
  const before = await targetItem(tx, id);
  return toggled(tx, before, null, "restored");
});
