import { room } from "../../../shared/service/room.ts";
import { changeReorderRule } from "./change-reorder-rule.ts";
import { createReorderRule } from "./create-reorder-rule.ts";
import { removeReorderRule } from "./remove-reorder-rule.ts";
import { reorderRule } from "./reorder-rule.ts";

export const reorderRoom = room({
  resources: [reorderRule],
  handlers: [createReorderRule, changeReorderRule, removeReorderRule],
});
