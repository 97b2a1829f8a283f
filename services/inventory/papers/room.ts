import { room } from "../../../shared/service/room.ts";
import { itemLabels } from "./item-labels.ts";
import { purchaseOrderPaper } from "./purchase-order-paper.ts";

export const papersRoom = room({ handlers: [purchaseOrderPaper, itemLabels] });
