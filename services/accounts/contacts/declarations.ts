/** Contacts and the methods to reach them. */
import { email, flag, group, id, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { deletionShape } from "../../../shared/service/uses.ts";
import { contact, method } from "../crm/contact.ts";
import { contactLink } from "../crm/contact-link.ts";
import { linkedKind } from "../crm/crm.ts";

const contactShape = entityOf(contact);
const methodShape = { ...shapeOf({ org_id: id(), contact_id: id(), ...method }), name: "contact_method" };

export const createContact = operation({
  name: "accounts.contact.create",
  http: "POST /contacts",
  status: 201,
  scope: "write:contacts",
  about: "Create a contact. Its display name is both names unless one is given. Returns the contact.",
  input: contact.fields,
  output: contactShape,
});

export const changeContact = operation({
  name: "accounts.contact.change",
  http: "PATCH /contacts/{id}",
  change: true,
  scope: "write:contacts",
  about: "Change a contact. A display name that nobody set follows the names. Returns the contact.",
  input: { id: id(), ...contact.fields },
  output: contactShape,
});

export const findOrCreateContact = operation({
  name: "accounts.contact.find_or_create",
  http: "POST /contacts/find-or-create",
  scope: "write:contacts",
  about:
    "Find a contact by email address, or create one, and link it. A contact that is found keeps its names. Returns the contact, its email method, the link, and whether the contact was created.",
  refuses: ["reference_not_found", "inactive_reference"],
  input: {
    first_name: text({ max: 255 }),
    last_name: text({ optional: true, max: 255 }),
    email: email(),
    entity_type: linkedKind,
    entity_id: id(),
    role: text({ optional: true, max: 255 }),
  },
  output: shapeOf({
    contact: group(contact.columns),
    method: group({ org_id: id(), contact_id: id(), ...method }),
    link: group(contactLink.columns),
    created: flag(),
  }),
});

export const addContactMethod = operation({
  name: "accounts.contact_method.add",
  http: "POST /contacts/{contact_id}/methods",
  status: 201,
  tag: "contacts",
  scope: "write:contacts",
  about: "Add a method to reach a contact. The first of its type becomes primary. Returns the method.",
  refuses: ["unprocessable"],
  input: { contact_id: id(), ...method },
  output: methodShape,
});

export const getContactMethod = operation({
  name: "accounts.contact_method.get",
  http: "GET /contact-methods/{id}",
  tag: "contacts",
  scope: "read:contacts",
  about: "Get a method to reach a contact.",
  input: { id: id() },
  output: methodShape,
});

export const changeContactMethod = operation({
  name: "accounts.contact_method.change",
  http: "PATCH /contact-methods/{id}",
  change: true,
  tag: "contacts",
  scope: "write:contacts",
  about:
    "Change a method to reach a contact. Switching off the primary one makes the oldest active one of its type primary. Returns the method.",
  input: { ...method, id: id() },
  output: methodShape,
});

export const removeContactMethod = operation({
  name: "accounts.contact_method.remove",
  http: "DELETE /contact-methods/{id}",
  tag: "contacts",
  scope: "write:contacts",
  about: "Delete a method to reach a contact. Deletes it permanently.",
  input: { id: id() },
  output: deletionShape,
});
