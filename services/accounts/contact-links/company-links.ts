/** The company of a contact is one of its links to business customers: whichever is changed, the other follows (17.3). */
import type { Tx } from "../../../shared/service/tx.ts";
import { type Contact, contact } from "../crm/contact.ts";
import { contactLink } from "../crm/contact-link.ts";
import { linksOf, lockForLink, settleLinks } from "./entity-links.ts";
import { makeLink } from "./make-link.ts";

/** After a change of the company: its link is there, and the one of the former company is not. */
export async function linkToCompany(
  tx: Tx,
  { id: contact_id, company_id }: Contact,
  before: string | null,
): Promise<void> {
  if (company_id === before) return;
  if (before) await unlink(tx, contact_id, before);
  if (!company_id) return;
  const to = { contact_id, entity_type: "customer", entity_id: company_id } as const;
  await lockForLink(tx, to, "/company_id");
  const there = await tx.findOne(contactLink, { contact_id, entity_id: company_id });
  if (!there?.is_active) await makeLink(tx, to);
}

async function unlink(tx: Tx, contact_id: string, entity_id: string): Promise<void> {
  const link = await tx.findOne(contactLink, { contact_id, entity_id });
  if (!link) return;
  const all = await linksOf(tx, link);
  await tx.purge(contactLink, link);
  await settleLinks(
    tx,
    all,
    all.filter((each) => each.id !== link.id),
    null,
  );
}

/** After a change of links: the company is still a linked one, or the one that was linked first. */
export async function companyFollows(tx: Tx, contact_id: string): Promise<Contact> {
  const before = await tx.load(contact, contact_id);
  const links = await tx.find(
    contactLink,
    { contact_id, entity_type: "customer", is_active: true },
    { sort: { created_at: 1, _id: 1 } },
  );
  if (links.some(({ entity_id }) => entity_id === before.company_id)) return before;
  const company_id = links[0]?.entity_id ?? null;
  return company_id === before.company_id ? before : tx.save(contact, before, { company_id });
}
