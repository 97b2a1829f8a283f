import { room } from "../../../shared/service/room.ts";
import { itemStats } from "./item-stats.ts";

export const statsRoom = room({ handlers: [itemStats] });
