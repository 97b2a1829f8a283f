import { room } from "../../../shared/service/room.ts";
import { adjustStock } from "./adjust-stock.ts";
import { countStock } from "./count-stock.ts";
import { disposeStock } from "./dispose-stock.ts";

export const stockChangesRoom = room({ handlers: [adjustStock, disposeStock, countStock] });
