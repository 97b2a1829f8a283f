import { lookupHandlers } from "../../../shared/service/lookup.ts";
import { room } from "../../../shared/service/room.ts";
import { rowsOf } from "../../../shared/service/uses.ts";
import { orderChannels } from "../channels/declarations.ts";
import { salesQuote } from "../quotes/quote.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import { salesOrderUses } from "./sales-order-uses.ts";

/** Channels lie here, because documents know them and they are told by which documents they are used. */
export const orderUsesRoom = room({
  resources: [orderChannels.resource],
  handlers: [
    salesOrderUses,
    ...lookupHandlers(orderChannels, [rowsOf(salesOrder, "channel_id"), rowsOf(salesQuote, "channel_id")]),
  ],
});
