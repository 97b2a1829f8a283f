import { room } from "../../../shared/service/room.ts";
import { salesOrderUses } from "./sales-order-uses.ts";

export const orderUsesRoom = room({ handlers: [salesOrderUses] });
