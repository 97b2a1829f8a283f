/** A link of a contact to an entity whose row is locked (CTC-2). */
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { contact } from "../crm/contact.ts";
import { type ContactLink, contactLink } from "../crm/contact-link.ts";
import { linksAt, settleLinks } from "./entity-links.ts";

type NewLink = Pick<ContactLink, "contact_id" | "entity_type" | "entity_id"> &
  Partial<Pick<ContactLink, "role" | "notes" | "is_primary" | "is_active">>;

/** A new link, or an inactive one activated; one that is active already is a conflict. */
export async function makeLink(tx: Tx, given: NewLink): Promise<ContactLink> {
  const before = await linksAt(tx, given);
  const there = before.find((each) => each.contact_id === given.contact_id);
  if (there?.is_active) {
    const { id } = there;
    throw fail("conflict", "This contact is linked already.", {
      existing: { id },
      errors: [{ pointer: "/contact_id", code: "taken", message: "There is a link of this contact." }],
    });
  }
  if (there) {
    const next = { ...there, is_active: true, ...said(given) };
    const others = before.map((each) => (each.id === there.id ? next : each));
    await settleLinks(tx, before, others, there.id);
    return tx.load(contactLink, there.id);
  }
  const id = newId();
  const wanted = { is_primary: false, is_active: true, role: null, notes: null, ...given, id };
  const settled = await settleLinks(tx, before, [...before, wanted as ContactLink], id);
  const { is_primary } = settled.find((each) => each.id === id)!;
  const { business_unit_id } = await tx.load(contact, given.contact_id);
  return tx.insert(contactLink, { ...wanted, is_primary, business_unit_id });
}

/** The fields of a link in a request. */
const said = ({ role, notes, is_primary }: NewLink) => ({
  ...(role === undefined ? {} : { role }),
  ...(notes === undefined ? {} : { notes }),
  ...(is_primary === undefined ? {} : { is_primary }),
});
