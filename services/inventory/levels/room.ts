import { room } from "../../../shared/service/room.ts";
import { shownLevels } from "./show-levels.ts";
import { stockLevel } from "./stock-level.ts";

export const levelsRoom = room({ resources: [stockLevel], views: [shownLevels] });
