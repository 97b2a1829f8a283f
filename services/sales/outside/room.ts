import { room } from "../../../shared/service/room.ts";
import { recordOutsideSale } from "./record-outside-sale.ts";
import { returnOutsideSale } from "./return-outside-sale.ts";
import { trading } from "./trade.saga.ts";
import { tradeOutside } from "./trade-outside.ts";

export const outsideRoom = room({
  handlers: [recordOutsideSale, returnOutsideSale, tradeOutside],
  sagas: [trading],
});
