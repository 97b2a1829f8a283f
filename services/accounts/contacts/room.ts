import { room } from "../../../shared/service/room.ts";
import { contact, contactEmail } from "../crm/contact.ts";
import { addContactMethod } from "./add-contact-method.ts";
import { changeContact } from "./change-contact.ts";
import { changeContactMethod, getContactMethod, removeContactMethod } from "./contact-methods.ts";
import { createContact } from "./create-contact.ts";
import { findOrCreateContact } from "./find-or-create-contact.ts";

export const contactsRoom = room({
  resources: [contact, contactEmail],
  handlers: [
    ...[createContact, changeContact, findOrCreateContact],
    ...[addContactMethod, getContactMethod, changeContactMethod, removeContactMethod],
  ],
});
