import { lookupHandlers } from "../../../shared/service/lookup.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { room } from "../../../shared/service/room.ts";
import { rowsOf } from "../../../shared/service/uses.ts";
import { channelOffer, offersInUse } from "../../catalog/public.ts";
import { orderChannels } from "../channels/declarations.ts";
import { customerOrder } from "../customer-orders/customer-order.ts";
import { salesQuote } from "../quotes/quote.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import { salesOrderUses } from "./sales-order-uses.ts";

/** Channels belong here: documents refer to them, and their uses are listed per document. */
export const orderUsesRoom = room({
  resources: [orderChannels.resource],
  handlers: [
    salesOrderUses,
    ...lookupHandlers(orderChannels, [
      ...[salesOrder, salesQuote, customerOrder].map((each) => rowsOf(each, "channel_id")),
      {
        kind: channelOffer.plural,
        ask: (call: Call, channel_id: string) => call(offersInUse, { channel_id }),
      },
    ]),
  ],
});
