import { room } from "../../../shared/service/room.ts";
import { landedCost } from "./landed-cost.ts";
import { stockEntry } from "./stock-entry.ts";

export const stockRoom = room({ resources: [stockEntry, landedCost] });
