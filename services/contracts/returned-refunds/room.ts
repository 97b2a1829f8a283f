import { room } from "../../../shared/service/room.ts";
import { payReturnedRefund } from "./pay-returned-refund.ts";
import { payingRefund } from "./paying-refund.saga.ts";
import { returningRefund } from "./returning-refund.saga.ts";

export const returnedRefundsRoom = room({
  handlers: [payReturnedRefund],
  sagas: [returningRefund, payingRefund],
});
