/** Linking a contact, and changing and removing a link by its own id. */
import { isDeepStrictEqual } from "node:util";
import { command } from "../../../shared/service/operation.ts";
import { contactLink } from "../crm/contact-link.ts";
import { companyFollows } from "./company-links.ts";
import * as declared from "./declarations.ts";
import { linksOf, lockForLink, settleLinks } from "./entity-links.ts";
import { makeLink } from "./make-link.ts";

export const addContactLink = command(declared.addContactLink, async (tx, input) => {
  await lockForLink(tx, input);
  const made = await makeLink(tx, input);
  await companyFollows(tx, made.contact_id);
  return made;
});

export const changeContactLink = command(declared.changeContactLink, async (tx, { id, ...changes }) => {
  const link = await tx.target(contactLink, id);
  const { role = link.role, notes = link.notes } = changes;
  const { is_primary = link.is_primary, is_active = link.is_active } = changes;
  // Who sends back what they were shown does not touch the entity either.
  if (isDeepStrictEqual({ ...link, role, notes, is_primary, is_active }, link)) return link;
  const before = await linksOf(tx, link);
  const after = before.map((each) => (each.id === id ? { ...each, ...changes } : each));
  await settleLinks(tx, before, after, id);
  await companyFollows(tx, link.contact_id);
  return tx.load(contactLink, id);
});

export const removeContactLink = command(declared.removeContactLink, async (tx, { id }) => {
  const link = await tx.target(contactLink, id);
  const before = await linksOf(tx, link);
  await tx.purge(contactLink, link);
  const left = before.filter((each) => each.id !== id);
  await settleLinks(tx, before, left, null);
  await companyFollows(tx, link.contact_id);
  return { deleted_id: id };
});
