/** The links of contacts to vendors and business customers. */
import { group, id } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { deletionShape } from "../../../shared/service/uses.ts";
import { contact } from "../crm/contact.ts";
import { contactLink } from "../crm/contact-link.ts";
import { linkedKind } from "../crm/crm.ts";

const linkShape = entityOf(contactLink);

export const addContactLink = operation({
  name: "accounts.contact_link.add",
  http: "POST /contact-links",
  status: 201,
  scope: "write:contacts",
  about:
    "Link a contact to a vendor or business customer. The first link of an entity becomes primary; an inactive link is activated again. Returns the link.",
  refuses: ["reference_not_found", "inactive_reference"],
  input: contactLink.fields,
  output: linkShape,
});

export const changeContactLink = operation({
  name: "accounts.contact_link.change",
  http: "PATCH /contact-links/{id}",
  change: true,
  scope: "write:contacts",
  about:
    "Change a contact's link. Switching off the primary one makes the oldest active one of the entity primary. Returns the link.",
  input: { id: id(), ...contactLink.fields },
  output: linkShape,
});

export const removeContactLink = operation({
  name: "accounts.contact_link.remove",
  http: "DELETE /contact-links/{id}",
  scope: "write:contacts",
  about: "Delete a contact's link. Deletes it permanently.",
  input: { id: id() },
  output: deletionShape,
});

/** For callers that show an entity with its people. */
export const linkedContacts = operation({
  name: "accounts.contact.linked",
  about:
    "The contacts of a vendor or business customer by active links, the primary one first, then by name.",
  input: { entity_type: linkedKind, entity_id: id() },
  output: listOf(shapeOf({ contact: group(contact.columns), link: group(contactLink.columns) })),
});
