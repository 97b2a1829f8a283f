import { room } from "../../../shared/service/room.ts";
import { stockTaking } from "./stock-taking.ts";
import { giveBackStock, takenStock, takeStock } from "./take-stock.ts";

export const productStockRoom = room({
  resources: [stockTaking],
  handlers: [takeStock, giveBackStock, takenStock],
});
