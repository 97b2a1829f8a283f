/** The routes of Pharus. */
import { routes } from "../../kit/behavior.ts";
import { getPurchaseOrderPdf } from "../../kit/papers.ts";
import type { DialectModule } from "../../prefixes.ts";
import { dialect } from "./dialect.ts";
import { documentOperations } from "./routes/documents.ts";
import { goodsOperations } from "./routes/goods.ts";
import { makingOperations } from "./routes/making.ts";
import { partnerOperations } from "./routes/partners.ts";
import { placeOperations } from "./routes/places.ts";
import { platformOperations } from "./routes/platform.ts";
import { purchaseOrderOperations } from "./routes/purchase-orders.ts";
import { salesOrderOperations } from "./routes/sales-orders.ts";
import { stockOperations } from "./routes/stock.ts";

export const pharus: DialectModule = {
  dialect,
  routes: routes(dialect, {
    ...{ ...placeOperations, ...partnerOperations, ...goodsOperations, ...platformOperations },
    ...{ ...purchaseOrderOperations, getPurchaseOrderPdf, ...makingOperations, ...documentOperations },
    ...{ ...stockOperations, ...salesOrderOperations },
  }),
};
