import { room } from "../../../shared/service/room.ts";
import { noteRefund } from "./note-refund.ts";
import { notingRefund } from "./provider-refund.saga.ts";
import { refundAtProvider } from "./refund-at-provider.ts";
import { refundingThere } from "./simulated-refund.saga.ts";

export const providerRefundsRoom = room({
  handlers: [noteRefund, refundAtProvider],
  sagas: [notingRefund, refundingThere],
});
