import { room } from "../../../shared/service/room.ts";
import { supplyUses } from "./supply-uses.ts";

export const supplyUsesRoom = room({ handlers: [supplyUses] });
