import { room } from "../../../shared/service/room.ts";
import { refunding } from "./refund.saga.ts";
import { refund } from "./refund.ts";
import { refundSale } from "./refund-sale.ts";

export const refundsRoom = room({ resources: [refund], handlers: [refundSale], sagas: [refunding] });
