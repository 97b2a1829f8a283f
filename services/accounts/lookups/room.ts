import { lookupHandlers } from "../../../shared/service/lookup.ts";
import { room } from "../../../shared/service/room.ts";
import { rowsOf } from "../../../shared/service/uses.ts";
import { salesOrdersBy } from "../../sales/public.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { brokers, customerSegments, customerTypes } from "./declarations.ts";

export const lookupsRoom = room({
  resources: [customerTypes.resource, customerSegments.resource, brokers.resource],
  handlers: [
    ...lookupHandlers(customerTypes, [rowsOf(businessCustomer, "type_id")]),
    ...lookupHandlers(customerSegments, [rowsOf(businessCustomer, "segment_id")]),
    ...lookupHandlers(brokers, [rowsOf(businessCustomer, "broker_id"), salesOrdersBy("broker_id")]),
  ],
});
