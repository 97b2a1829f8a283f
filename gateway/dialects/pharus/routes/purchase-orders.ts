/** Purchase orders: their lines and receipts. */
import * as inventory from "../../../../services/inventory/public.ts";
import { filterBy } from "../../../kit/filters.ts";
import { adding, changing, type Part, removing } from "../../../kit/parts.ts";
import { plainView } from "../../../kit/view.ts";
import { date, uuid } from "../../../shapes/codecs.ts";
import { area, deleted, importOf, ofPresent, partsOf, plainArea, statusList, takenOver } from "../area.ts";
import { atLeast, atMost } from "../filters.ts";
import * as shapes from "../shapes/purchase-orders.ts";
import { receiptOperations } from "./receipts.ts";

const names = ["PurchaseOrder", "PurchaseOrders"] as const;
const { purchaseOrder } = inventory;
const scope = "read:purchase_orders";
const filters = { vendor: filterBy("vendor_id", uuid), status: filterBy("status", shapes.purchaseWords) };
const fill = takenOver(inventory.openingPurchaseStatuses);

const orders = plainArea(purchaseOrder, shapes.orderShape, { filters });
const whole = {
  ...plainArea(purchaseOrder, shapes.newOrderShape, { fill }),
  view: plainView(shapes.wholeOrderShape),
};
const lines: Part<shapes.PurchaseOrder, shapes.Line> = {
  ...{ body: shapes.lineShape, response: shapes.lineShape, of: shapes.linesOf },
};
const allLines = plainArea(inventory.purchaseOrderLine, shapes.lineShape, {
  actions: { list: inventory.listPurchaseLines },
  filters: {
    ...{ vendor: filterBy("vendor_id", uuid), status: filterBy("order_status", shapes.purchaseWords) },
    ...{ material: filterBy("material_id", uuid), sku: filterBy("sku_id", uuid) },
    ...{ dateFrom: atLeast("order_date", date), dateTo: atMost("order_date", date) },
  },
});

export const purchaseOrderOperations = {
  ...area(names, orders, ["list", "change", "remove"]),
  ...area(names, whole, ["create", "get"]),
  importPurchaseOrders: importOf(inventory.importPurchaseOrders, shapes.newOrderShape, { fill }),
  listPurchaseOrderItems: partsOf(purchaseOrder, shapes.lineShape, shapes.linesOf),
  createPurchaseOrderItem: ofPresent(orders, adding(inventory.addPurchaseLine, lines)),
  updatePurchaseOrderItem: changing(inventory.changePurchaseLine, lines),
  deletePurchaseOrderItem: removing(inventory.removePurchaseLine, deleted),
  ...area(["PurchaseOrderItem", "AllPurchaseOrderItems"], allLines, ["list"]),
  ...receiptOperations("PurchaseOrder", orders, {
    ...{ resource: inventory.goodsReceipt, shapes: shapes.receipts },
    ...{ receive: inventory.receivePurchase, reverse: inventory.reverseReceipt },
  }),
  listPurchaseOrderStatuses: statusList(shapes.purchaseWords, scope),
};
