import { room } from "../../../shared/service/room.ts";
import { moveItem } from "./move-item.ts";
import { moveItems } from "./move-items.ts";

export const movesRoom = room({ handlers: [moveItem, moveItems] });
