import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { orderStock } from "./order-stock.ts";

export const orderStockTurn = query(declared.orderStockTurn, async (reader, { order_id }) => {
  const there = await reader.get(orderStock, order_id);
  return { turn: there?.turn ?? 0 };
});
