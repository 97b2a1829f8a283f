/** Operations of the document that are still to be built. */
import { notBuilt } from "../../kit/not-built.ts";

export const pending = notBuilt([
  "listSalesOrders",
  "createSalesOrder",
  "getSalesOrder",
  "updateSalesOrder",
  "deleteSalesOrder",
  "importSalesOrders",
  "listSalesOrderItems",
  "createSalesOrderItem",
  "updateSalesOrderItem",
  "deleteSalesOrderItem",
  "listSalesOrderNotes",
  "createSalesOrderNote",
  "deleteSalesOrderNote",
  "listSalesOrderStatuses",
  "listFulfillmentStatuses",
  "deleteMe",
  "deleteOrganization",
]);
