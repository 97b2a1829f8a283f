/** Business customers: changed without cycles, imported, deleted when nothing refers to them. */
import { id, ref } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { importOf } from "../../../shared/service/rows.ts";
import { inUseShape } from "../../../shared/service/uses.ts";
import { businessCustomer } from "../crm/business-customer.ts";

export const createBusinessCustomer = operation({
  name: "accounts.business_customer.create",
  http: "POST /business-customers",
  status: 201,
  scope: "write:customers",
  about:
    "Create a business customer. Without a type it gets the first one, which is made when there is none. Returns the business customer.",
  input: {
    ...businessCustomer.fields,
    type_id: ref("accounts.customer_type", { optional: true, about: "The first one, when absent." }),
  },
  output: entityOf(businessCustomer),
});

export const changeBusinessCustomer = operation({
  name: "accounts.business_customer.change",
  http: "PATCH /business-customers/{id}",
  change: true,
  scope: "write:customers",
  about: "Change a business customer. Returns the business customer.",
  refuses: ["customer_cycle", "unprocessable"],
  input: { id: id(), ...businessCustomer.fields },
  output: entityOf(businessCustomer),
});

export const businessCustomerInUse = operation({
  name: "accounts.business_customer.in_use",
  http: "GET /business-customers/{id}/in-use",
  scope: "read:customers",
  about: "Get what refers to a business customer.",
  input: { id: id() },
  output: inUseShape,
});

export const importBusinessCustomers = importOf(businessCustomer);
