import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { addPurchaseLine } from "./add-purchase-line.ts";
import { changePurchaseLine } from "./change-purchase-line.ts";
import { createPurchaseOrder } from "./create-purchase-order.ts";
import * as declared from "./declarations.ts";
import { listPurchaseLines } from "./list-purchase-lines.ts";
import { purchaseOrder } from "./purchase-order.ts";
import { purchaseOrderLine } from "./purchase-order-line.ts";
import { removePurchaseLine } from "./remove-purchase-line.ts";

export const purchaseOrdersRoom = room({
  resources: [purchaseOrder, purchaseOrderLine],
  handlers: [
    createPurchaseOrder,
    addPurchaseLine,
    changePurchaseLine,
    removePurchaseLine,
    listPurchaseLines,
    importsRows(declared.importPurchaseOrders, declared.createPurchaseOrder),
  ],
});
