import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { createItem } from "./create-item.ts";
import * as declared from "./declarations.ts";
import { takeInItem } from "./take-in-item.ts";

export const intakeRoom = room({
  handlers: [
    ...[createItem, takeInItem],
    importsRows(declared.importItems, declared.createItem),
    importsRows(declared.takeInItems, declared.takeInItem),
  ],
});
