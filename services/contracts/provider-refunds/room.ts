import { room } from "../../../shared/service/room.ts";
import { noteRefund } from "./note-refund.ts";
import { notingRefund } from "./provider-refund.saga.ts";
import { refundAtProvider } from "./refund-at-provider.ts";
import { returnAtProvider } from "./return-at-provider.ts";
import { refundingThere } from "./simulated-refund.saga.ts";
import { returningThere } from "./simulated-return.saga.ts";

export const providerRefundsRoom = room({
  handlers: [noteRefund, refundAtProvider, returnAtProvider],
  sagas: [notingRefund, refundingThere, returningThere],
});
