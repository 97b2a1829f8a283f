import { room } from "../../../shared/service/room.ts";
import { contactLink } from "../crm/contact-link.ts";
import { addContactMethod } from "./add-contact-method.ts";
import { changeContact } from "./change-contact.ts";
import { contact, contactEmail } from "./contact.ts";
import { addContactLink, changeContactLink, removeContactLink } from "./contact-links.ts";
import { changeContactMethod, getContactMethod, removeContactMethod } from "./contact-methods.ts";
import { createContact } from "./create-contact.ts";
import { findOrCreateContact } from "./find-or-create-contact.ts";
import { linkedContacts } from "./linked-contacts.ts";
import { removeContact } from "./remove-contact.ts";

export const contactsRoom = room({
  resources: [contact, contactLink, contactEmail],
  handlers: [
    ...[createContact, changeContact, removeContact, findOrCreateContact, linkedContacts],
    ...[addContactMethod, getContactMethod, changeContactMethod, removeContactMethod],
    ...[addContactLink, changeContactLink, removeContactLink],
  ],
});
