import { room } from "../../../shared/service/room.ts";
import { nameStockables } from "./on-stockable-named.ts";
import { promiseStock } from "./promise-stock.ts";
import { stockRequirements } from "./stock-requirements.ts";
import { stockableName } from "./stockable-name.ts";
import { suggestOrders } from "./suggest-orders.ts";
import { summarizeStock } from "./summarize-stock.ts";

export const supplyRoom = room({
  resources: [stockableName],
  handlers: [summarizeStock, suggestOrders, promiseStock, stockRequirements],
  reactions: [nameStockables],
});
