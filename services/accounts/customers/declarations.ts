/** What persons and firms have in common: their addresses, and what documents keep of them. */
import { group, id, json, list } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { customerAddress } from "../crm/customer-address.ts";

const shape = entityOf(customerAddress);

export const createCustomerAddress = operation({
  name: "accounts.customer_address.create",
  http: "POST /customer-addresses",
  status: 201,
  scope: "write:customer_notes",
  about:
    "Create an address of a contact or business customer. A primary one takes the place of the former one. Returns the address.",
  refuses: ["reference_not_found"],
  input: customerAddress.fields,
  output: shape,
});

export const changeCustomerAddress = operation({
  name: "accounts.customer_address.change",
  http: "PATCH /customer-addresses/{id}",
  change: true,
  scope: "write:customer_notes",
  about:
    "Change a customer's address. When it becomes primary, the former one no longer is. Returns the address.",
  input: { id: id(), ...customerAddress.fields },
  output: shape,
});

export const removeCustomerAddress = operation({
  name: "accounts.customer_address.remove",
  http: "DELETE /customer-addresses/{id}",
  scope: "delete:customer_notes",
  about: "Delete a customer's address. Documents keep their copy of it. Returns the deleted address.",
  input: { id: id() },
  output: shape,
});

const ids = list(id(), { default: [], max: 500 });
const found = list(group({ asked_id: id(), id: id(), snapshot: json() }));

/** For services that keep documents: one call for all that one of them names (MRC-DOC-2). */
export const customerSnapshots = operation({
  name: "accounts.customer.snapshots",
  about:
    "What documents keep of customers, contacts and addresses, under the ids that were asked for. Customers and contacts may be named by their own id or by that of their profile; those that the caller does not see are left out.",
  input: { customer_ids: ids, contact_ids: ids, address_ids: ids },
  output: shapeOf({ customers: found, contacts: found, addresses: found }),
});
