import { room } from "../../../shared/service/room.ts";
import { addOrderLine } from "./add-order-line.ts";
import { changeOrderLine } from "./change-order-line.ts";
import { removeOrderLine } from "./remove-order-line.ts";

export const orderLinesRoom = room({ handlers: [addOrderLine, changeOrderLine, removeOrderLine] });
