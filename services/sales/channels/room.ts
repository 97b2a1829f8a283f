import { lookupHandlers } from "../../../shared/service/lookup.ts";
import { room } from "../../../shared/service/room.ts";
import { orderChannels } from "./declarations.ts";

export const channelsRoom = room({
  resources: [orderChannels.resource],
  handlers: lookupHandlers(orderChannels, []),
});
