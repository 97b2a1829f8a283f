import { room } from "../../../shared/service/room.ts";
import { refunding } from "./refund.saga.ts";
import { refundContract } from "./refund-contract.ts";

export const refundsRoom = room({ handlers: [refundContract], sagas: [refunding] });
