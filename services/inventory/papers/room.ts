import { room } from "../../../shared/service/room.ts";
import { purchaseOrderPaper } from "./purchase-order-paper.ts";

export const papersRoom = room({ handlers: [purchaseOrderPaper] });
