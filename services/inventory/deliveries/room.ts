import { room } from "../../../shared/service/room.ts";
import { changeDelivery } from "./change-delivery.ts";
import { createDelivery } from "./create-delivery.ts";
import { delivery } from "./delivery.ts";
import { removeDelivery } from "./remove-delivery.ts";

export const deliveriesRoom = room({
  resources: [delivery],
  handlers: [createDelivery, changeDelivery, removeDelivery],
});
