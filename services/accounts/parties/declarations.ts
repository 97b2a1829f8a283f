/** Accounts and their CRM records, which go and come back together (MRC-ONE-1). */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { account } from "../accounts/account.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { contact } from "../crm/contact.ts";

const accountShape = entityOf(account);
const contactShape = entityOf(contact);
const customerShape = entityOf(businessCustomer);

export const removeAccount = operation({
  name: "accounts.account.remove",
  http: "DELETE /accounts/{id}",
  scope: "delete:accounts",
  about:
    "Delete an account. Refused while an item of the account is in stock, its balance is not zero, or a payout is open. Returns the deleted account.",
  refuses: ["in_use"],
  input: { id: id() },
  output: accountShape,
});

export const restoreAccount = operation({
  name: "accounts.account.restore",
  http: "POST /accounts/{id}/restore",
  scope: "write:accounts",
  about: "Restore a deleted account, and its contact or business customer. Returns the account.",
  input: { id: id() },
  output: accountShape,
});

export const removeContact = operation({
  name: "accounts.contact.remove",
  http: "DELETE /contacts/{id}",
  scope: "delete:contacts",
  about:
    "Delete a contact with its links, addresses, activities and comments; deals go on without it. Refused while it owes or is owed. Restoring it restores none of them. Returns the contact.",
  refuses: ["in_use"],
  input: { id: id() },
  output: contactShape,
});

export const restoreContact = operation({
  name: "accounts.contact.restore",
  http: "POST /contacts/{id}/restore",
  scope: "write:contacts",
  about: "Restore a deleted contact, and its account if it has one. Returns the contact.",
  input: { id: id() },
  output: contactShape,
});

export const removeBusinessCustomer = operation({
  name: "accounts.business_customer.remove",
  http: "DELETE /business-customers/{id}",
  scope: "delete:customers",
  about:
    "Delete a business customer with its addresses, activities and comments. Refused while something refers to it, it owes or is owed. Returns the deleted business customer.",
  refuses: ["in_use"],
  input: { id: id() },
  output: customerShape,
});

export const closeBusinessCustomer = operation({
  name: "accounts.business_customer.close",
  http: "POST /business-customers/{id}/close",
  scope: "delete:customers",
  about:
    "Delete a business customer whose people stay. They are unlinked from it. Refused while other customers are below it, orders are open, it owes or is owed. Returns the deleted business customer.",
  refuses: ["in_use"],
  input: { id: id() },
  output: customerShape,
});

export const restoreBusinessCustomer = operation({
  name: "accounts.business_customer.restore",
  http: "POST /business-customers/{id}/restore",
  scope: "write:customers",
  about: "Restore a deleted business customer, and its account if it has one. Returns the business customer.",
  input: { id: id() },
  output: customerShape,
});

export const recordAccount = operation({
  name: "accounts.account.record",
  about: "Makes the CRM record of an account that has none.",
  input: { id: id() },
  output: shapeOf({ id: id() }),
});
