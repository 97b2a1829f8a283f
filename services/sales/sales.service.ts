import { serviceSchema } from "../../shared/service/define-service.ts";
import { serviceOf } from "../../shared/service/room.ts";
import { checkoutRoom } from "./checkout/room.ts";
import { closeReportsRoom } from "./close-reports/room.ts";
import { contractSalesRoom } from "./contract-sales/room.ts";
import { customerOrdersRoom } from "./customer-orders/room.ts";
import { customerShipmentsRoom } from "./customer-shipments/room.ts";
import { documentNotesRoom } from "./document-notes/room.ts";
import { documentsRoom } from "./documents/room.ts";
import { exchangesRoom } from "./exchanges/room.ts";
import { explanationsRoom } from "./explanations/room.ts";
import { layBysRoom } from "./lay-bys/room.ts";
import { marginRegisterRoom } from "./margin-register/room.ts";
import { notingRoom } from "./noting/room.ts";
import { orderDocumentsRoom } from "./order-documents/room.ts";
import { orderFulfillmentRoom } from "./order-fulfillment/room.ts";
import { orderImportsRoom } from "./order-imports/room.ts";
import { orderLinesRoom } from "./order-lines/room.ts";
import { orderNotesRoom } from "./order-notes/room.ts";
import { orderUsesRoom } from "./order-uses/room.ts";
import { outsideRoom } from "./outside/room.ts";
import { parkingRoom } from "./parking/room.ts";
import { quotesRoom } from "./quotes/room.ts";
import { receiptsRoom } from "./receipts/room.ts";
import { refundsRoom } from "./refunds/room.ts";
import { registersRoom } from "./registers/room.ts";
import { reportsRoom } from "./reports/room.ts";
import { salesRoom } from "./sales/room.ts";
import { salesOrdersRoom } from "./sales-orders/room.ts";
import { sellingTermsRoom } from "./selling-terms/room.ts";
import { voidsRoom } from "./voids/room.ts";
import { wholesaleOrdersRoom } from "./wholesale-orders/room.ts";

/** Sales at the register: finalized, parked, voided and refunded, and sales of outside registers. */
export const sales = serviceOf("sales", [
  salesRoom,
  refundsRoom,
  exchangesRoom,
  receiptsRoom,
  closeReportsRoom,
  marginRegisterRoom,
  registersRoom,
  checkoutRoom,
  parkingRoom,
  layBysRoom,
  voidsRoom,
  outsideRoom,
  contractSalesRoom,
  reportsRoom,
  explanationsRoom,
  salesOrdersRoom,
  orderFulfillmentRoom,
  orderImportsRoom,
  orderLinesRoom,
  orderNotesRoom,
  orderUsesRoom,
  sellingTermsRoom,
  documentsRoom,
  quotesRoom,
  customerOrdersRoom,
  customerShipmentsRoom,
  documentNotesRoom,
  notingRoom,
  wholesaleOrdersRoom,
  orderDocumentsRoom,
]);

export default serviceSchema(sales);
