import { room } from "../../../shared/service/room.ts";
import { contactLink } from "../crm/contact-link.ts";
import { addContactLink, changeContactLink, removeContactLink } from "./contact-links.ts";
import { linkedContacts } from "./linked-contacts.ts";

export const contactLinksRoom = room({
  resources: [contactLink],
  handlers: [addContactLink, changeContactLink, removeContactLink, linkedContacts],
});
