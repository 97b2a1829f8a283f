/** Vendors, customers, and the people there. */
import {
  addContactMethod,
  businessCustomer,
  type Contact,
  type ContactLink,
  contact,
  contactLink,
  findOrCreateContact,
  linkedContacts,
  vendor,
} from "../../../../services/accounts/public.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import * as c from "../../../shapes/codecs.ts";
import { computed, field, inputOf, outputOf, rowsOf, shape, shown } from "../../../shapes/shape.ts";
import { listShown, oneShown, partsShown } from "../../../shapes/show.ts";
import { own } from "../dialect.ts";
import { nation, organization, places, stamps } from "./common.ts";

export const vendorShape = shape("Vendor", vendor, {
  ...own(vendor, ["id", "name", "term", "notes", "is_active", ...stamps]),
  ...own(vendor, { ...organization, ...places, qboId: "accounting_ref" }),
  ...nation,
});

export const customerShape = shape("Customer", businessCustomer, {
  ...own(businessCustomer, ["id", "name", "broker_id", "notes", "is_active", ...stamps]),
  ...own(businessCustomer, { ...organization, ...places, qboId: "accounting_ref" }),
  ...nation,
  // What is sent as typeId, segmentId and parentId is shown under longer names (D50).
  typeId: field("type_id", c.uuid, { required: true, givenOnly: true }),
  customerTypeId: shown("type_id", c.uuid),
  segmentId: field("segment_id", c.uuid, { nullable: true, givenOnly: true }),
  customerSegmentId: shown("segment_id", c.uuid, { nullable: true }),
  parentId: field("parent_id", c.uuid, { nullable: true, givenOnly: true }),
  parentCustomerId: shown("parent_id", c.uuid, { nullable: true }),
  ...own(businessCustomer, { brokerFeePercent: "broker_fee_ppm" }),
});

export const contactShape = shape("Contact", contact, {
  ...own(contact, ["id", "first_name", "last_name", "title", "notes", "is_active", ...stamps]),
  ...own(contact, organization),
  displayName: field("display_name", c.text, { always: true }),
});

const method = outputOf(addContactMethod);
export const methodShape = shape("ContactMethod", method, {
  ...own(method, ["id", "value", "label", "is_primary", "is_active", ...stamps]),
  ...own(method, { ...organization, contactId: "contact_id" }, { readonly: true }),
  type: field("type", c.choiceOf(["email", "phone"]), { required: true, givenOnly: true }),
  methodType: shown("type", c.choiceOf(["email", "phone"])),
});

export const linkShape = shape("ContactLink", contactLink, {
  ...own(contactLink, ["id", "entity_type", "entity_id", "role", "notes"]),
  ...own(contactLink, ["is_primary", "is_active", ...stamps]),
  ...own(contactLink, { ...organization, contactId: "contact_id" }, { readonly: true }),
});

export const wantedShape = shape("FindOrCreateContact", inputOf(findOrCreateContact), {
  firstName: field("first_name", c.text, { required: true }),
  lastName: field("last_name", c.text, { nullable: true }),
  email: field("email", c.email, { required: true }),
  entityType: field("entity_type", c.choiceOf(["customer", "vendor"]), { required: true }),
  entityId: field("entity_id", c.uuid, { required: true }),
  role: field("role", c.text, { nullable: true }),
});

export const foundShape = shape("FoundContact", outputOf(findOrCreateContact), {
  contact: shown("contact", oneShown(contactShape)),
  method: shown("method", oneShown(methodShape)),
  link: shown("link", oneShown(linkShape)),
  created: shown("created", c.flag),
});

/** The methods of a contact as rows of their own. */
export const methodsOf = ({ id, org_id, methods }: Contact) =>
  methods.map((each) => ({ ...each, contact_id: id, org_id }));

type Whole = { contact: Contact; links: ContactLink[] };
export const wholeContactShape = shape("ContactDetail", rowsOf<Whole>(), {
  contact: computed(oneShown(contactShape), (row: Whole) => row.contact, { always: true }),
  methods: partsShown(methodShape, (row: Whole) => methodsOf(row.contact)),
  links: partsShown(linkShape, (row: Whole) => row.links),
});

type Linked = OutputOf<typeof linkedContacts>[number];
export const entityContactShape = shape("EntityContact", rowsOf<Linked>(), {
  contact: computed(oneShown(contactShape), (row: Linked) => row.contact),
  link: computed(oneShown(linkShape), (row: Linked) => row.link),
  methods: computed(listShown(methodShape), (row: Linked) => methodsOf(row.contact)),
});

export const entityQuery = shape("EntityContacts", inputOf(linkedContacts), {
  entityType: field("entity_type", c.choiceOf(["customer", "vendor"]), { required: true }),
  entityId: field("entity_id", c.uuid, { required: true }),
});
