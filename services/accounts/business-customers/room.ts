import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { rowsOf, tellsUses } from "../../../shared/service/uses.ts";
import { salesOrdersBy } from "../../sales/public.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { contactLink } from "../crm/contact-link.ts";
import { changeBusinessCustomer } from "./change-business-customer.ts";
import { createBusinessCustomer } from "./create-business-customer.ts";
import * as declared from "./declarations.ts";

/** What keeps a business customer (DEL-8). */
const used = {
  resource: businessCustomer,
  users: [
    rowsOf(businessCustomer, "parent_id"),
    rowsOf(contactLink, "entity_id"),
    salesOrdersBy("business_customer_id", true),
  ],
};

export const businessCustomersRoom = room({
  resources: [businessCustomer],
  handlers: [
    ...[createBusinessCustomer, changeBusinessCustomer],
    tellsUses(declared.businessCustomerInUse, used),
    importsRows(declared.importBusinessCustomers, declared.createBusinessCustomer),
  ],
});
