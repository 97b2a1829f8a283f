/** Vendors, customers with their lookups, contacts, order channels. */
import * as accounts from "../../../../services/accounts/public.ts";
import { orderChannels } from "../../../../services/sales/public.ts";
import type { Behavior } from "../../../kit/behavior.ts";
import { filterBy } from "../../../kit/filters.ts";
import { handle, run } from "../../../kit/operation.ts";
import { changing, removing, themselves } from "../../../kit/parts.ts";
import { allRows, listed } from "../../../kit/whole.ts";
import { uuid } from "../../../shapes/codecs.ts";
import { area, crud, deleted, importOf, lookup, partsOf, plainArea, presentOf, searched } from "../area.ts";
import { isActive } from "../filters.ts";
import { lookupShape } from "../shapes/common.ts";
import {
  contactShape,
  customerShape,
  entityContactShape,
  entityQuery,
  foundShape,
  linkShape,
  methodShape,
  methodsOf,
  vendorShape,
  wantedShape,
  wholeContactShape,
} from "../shapes/partners.ts";

const vendors = plainArea(accounts.vendor, vendorShape, { filters: { isActive } });
const customers = plainArea(accounts.businessCustomer, customerShape, {
  filters: {
    active: isActive,
    type: filterBy("type_id", uuid),
    segment: filterBy("segment_id", uuid),
    broker: filterBy("broker_id", uuid),
    parentCustomer: filterBy("parent_id", uuid),
  },
});
const contacts = plainArea(accounts.contact, contactShape);

const customerUses = {
  counts: { customerCount: "business_customers" },
  samples: { sampleCustomerIds: "business_customers" },
};
const orders = { soCount: "sales_orders" };

const listContactMethods = partsOf(accounts.contact, methodShape, methodsOf);

const getContact: Behavior = handle({
  ...{ ids: { id: "id" }, of: "contact", scope: "read:contacts", response: wholeContactShape },
  async run(ctx) {
    const contact = await presentOf(ctx, accounts.contact);
    const conditions = [{ field: "contact_id", op: "eq" as const, value: contact.id }];
    const links = await allRows(ctx, accounts.contactLink, { conditions, sort: "created_at" });
    return { contact, links };
  },
});

export const partnerOperations = {
  ...area(["Vendor", "Vendors"], vendors, crud),
  importVendors: importOf(accounts.importVendors, vendorShape),
  ...area(["Customer", "Customers"], customers, searched),
  importCustomers: importOf(accounts.importBusinessCustomers, customerShape),
  ...lookup(["CustomerType", "CustomerTypes"], accounts.customerTypes, customerUses),
  ...lookup(["CustomerSegment", "CustomerSegments"], accounts.customerSegments, customerUses),
  ...lookup(["Broker", "Brokers"], accounts.brokers, {
    counts: { customerCount: "business_customers", ...orders },
  }),
  ...area(["Contact", "Contacts"], contacts, ["list", "create", "change", "remove"]),
  ...{ getContact, listContactMethods },
  findOrCreateContact: run(accounts.findOrCreateContact, { body: wantedShape, response: foundShape }),
  listEntityContacts: listed(accounts.linkedContacts, entityContactShape, {
    ...{ scope: "read:contacts", query: entityQuery },
  }),
  createContactMethod: run(accounts.addContactMethod, {
    ...{ ids: { contact_id: "id" }, of: "contact", body: methodShape, response: methodShape },
  }),
  updateContactMethod: changing(accounts.changeContactMethod, themselves(methodShape)),
  deleteContactMethod: removing(accounts.removeContactMethod, deleted),
  createContactLink: run(accounts.addContactLink, {
    ...{ ids: { contact_id: "id" }, of: "contact", body: linkShape, response: linkShape },
  }),
  updateContactLink: changing(accounts.changeContactLink, themselves(linkShape)),
  deleteContactLink: removing(accounts.removeContactLink, deleted),
  ...lookup(["OrderChannel", "OrderChannels"], orderChannels, { counts: orders }),
  reactivateOrderChannel: run(orderChannels.reactivate, {
    ids: { id: "id" },
    response: lookupShape("OrderChannel", orderChannels),
  }),
};
