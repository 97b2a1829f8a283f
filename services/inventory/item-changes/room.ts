import { room } from "../../../shared/service/room.ts";
import { bulkEditItems, bulkProgressOfItems } from "./bulk-edit-items.ts";
import { changeItem } from "./change-item.ts";
import { removeItem } from "./remove-item.ts";
import { restoreItem } from "./restore-item.ts";

export const itemChangesRoom = room({
  resources: [bulkProgressOfItems],
  handlers: [changeItem, bulkEditItems, removeItem, restoreItem],
});
