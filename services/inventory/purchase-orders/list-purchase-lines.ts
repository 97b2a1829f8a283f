import { listQueryOf, query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { linesOfPurchases, purchaseOrderLine } from "./purchase-order-line.ts";

export const listPurchaseLines = query(declared.listPurchaseLines, (reader, input) =>
  reader.elements(purchaseOrderLine, linesOfPurchases, listQueryOf(input), { deleted_at: null }),
);
