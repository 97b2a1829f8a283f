import { room } from "../../../shared/service/room.ts";
import { orderStock } from "./order-stock.ts";
import { orderStockTurn } from "./order-stock-turn.ts";
import { settleOrderStock } from "./settle-order-stock.ts";
import { unsettleOrderStock } from "./unsettle-order-stock.ts";

export const orderStockRoom = room({
  resources: [orderStock],
  handlers: [orderStockTurn, settleOrderStock, unsettleOrderStock],
});
