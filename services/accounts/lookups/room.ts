import { lookupHandlers } from "../../../shared/service/lookup.ts";
import { room } from "../../../shared/service/room.ts";
import { brokers, customerSegments, customerTypes } from "./declarations.ts";

export const lookupsRoom = room({
  resources: [customerTypes.resource, customerSegments.resource, brokers.resource],
  handlers: [
    ...lookupHandlers(customerTypes, []),
    ...lookupHandlers(customerSegments, []),
    ...lookupHandlers(brokers, []),
  ],
});
