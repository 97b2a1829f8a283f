import { query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { contact } from "../crm/contact.ts";
import { contactLink } from "../crm/contact-link.ts";
import * as declared from "./declarations.ts";

export const linkedContacts = query(declared.linkedContacts, async (reader, { entity_type, entity_id }) => {
  const links = await reader.find(contactLink, { entity_type, entity_id, is_active: true });
  const ids = links.map((each) => each.contact_id);
  const people = await reader.find(
    contact,
    { _id: { $in: ids }, deleted_at: null, ...visibleTo(contact, reader.meta) },
    { sort: { "keys.display_name": 1, _id: 1 } },
  );
  const linkOf = new Map(links.map((each) => [each.contact_id, each]));
  return people
    .map((each) => ({ contact: each, link: linkOf.get(each.id)! }))
    .sort((a, b) => Number(b.link.is_primary) - Number(a.link.is_primary));
});
