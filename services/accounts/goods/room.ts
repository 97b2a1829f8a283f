import { room } from "../../../shared/service/room.ts";
import { bookCost } from "./on-item-cost-changed.ts";
import { countItems } from "./on-item-created.ts";
import { compensate } from "./on-item-status-changed.ts";

export const goodsRoom = room({ reactions: [countItems, bookCost, compensate] });
