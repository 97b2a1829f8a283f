import { room } from "../../../shared/service/room.ts";
import { balanceEntry } from "./balance-entry.ts";

export const balancesRoom = room({ resources: [balanceEntry] });
