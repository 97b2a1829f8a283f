import { room } from "../../../shared/service/room.ts";
import { receiveStripeEvent } from "./receive-stripe-event.ts";

export const providerEventsRoom = room({ handlers: [receiveStripeEvent] });
