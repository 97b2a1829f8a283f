import { room } from "../../../shared/service/room.ts";
import { forgetDeliveries } from "./forget-deliveries.ts";
import { noteDeliveries } from "./on-event.ts";
import { webhookDelivery } from "./webhook-delivery.ts";
import { webhookEndpoint } from "./webhook-endpoint.ts";

/** Turns every event into deliveries to the endpoints that want it. */
export const webhooksRoom = room({
  resources: [webhookEndpoint, webhookDelivery],
  reactions: [noteDeliveries],
  schedules: [forgetDeliveries],
});
