import { room } from "../../../shared/service/room.ts";
import { shownLevels } from "./show-levels.ts";
import { stockEntry } from "./stock-entry.ts";
import { stockLevel } from "./stock-level.ts";

export const stockRoom = room({ resources: [stockLevel, stockEntry], views: [shownLevels] });
