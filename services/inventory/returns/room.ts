import { room } from "../../../shared/service/room.ts";
import { returnUnits } from "./return-units.ts";
import { unitReturn } from "./unit-return.ts";

export const returnsRoom = room({ resources: [unitReturn], handlers: [returnUnits] });
