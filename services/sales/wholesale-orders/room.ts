import { room } from "../../../shared/service/room.ts";
import { getWholesaleOrder, listWholesaleNotes, listWholesaleOrders } from "./read-wholesale-orders.ts";

export const wholesaleOrdersRoom = room({
  handlers: [listWholesaleOrders, getWholesaleOrder, listWholesaleNotes],
});
