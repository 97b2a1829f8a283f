import { room } from "../../../shared/service/room.ts";
import { changePurchaseOrder } from "./change-purchase-order.ts";
import { removePurchaseOrder } from "./remove-purchase-order.ts";

export const purchasingRoom = room({ handlers: [changePurchaseOrder, removePurchaseOrder] });
