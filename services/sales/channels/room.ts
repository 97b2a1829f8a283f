import { lookupHandlers } from "../../../shared/service/lookup.ts";
import { room } from "../../../shared/service/room.ts";
import { rowsOf } from "../../../shared/service/uses.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import { orderChannels } from "./declarations.ts";

export const channelsRoom = room({
  resources: [orderChannels.resource],
  handlers: lookupHandlers(orderChannels, [rowsOf(salesOrder, "channel_id")]),
});
