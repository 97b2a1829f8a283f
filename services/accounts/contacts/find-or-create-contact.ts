/** Finds a contact by email address, or makes one, and links it (CTC-3). */
import { newId } from "../../../shared/ids.ts";
import { keyOf, typedAs } from "../../../shared/resource/words.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { companyFollows } from "../contact-links/company-links.ts";
import { linksAt, lockForLink, settleLinks } from "../contact-links/entity-links.ts";
import { makeLink } from "../contact-links/make-link.ts";
import { type Contact, contact, type Method } from "../crm/contact.ts";
import { contactLink } from "../crm/contact-link.ts";
import { lockEmail } from "../crm/lock-email.ts";
import { methodsShown, namesOf } from "../crm/methods.rules.ts";
import * as declared from "./declarations.ts";
import { shownMethod } from "./method-changes.ts";

export const findOrCreateContact = command(declared.findOrCreateContact, async (tx, input) => {
  const { first_name, last_name, email, entity_type, entity_id, role } = input;
  await lockForLink(tx, { entity_type, entity_id });
  await lockEmail(tx, email);
  const candidates = await tx.find(
    contact,
    { ...typedAs(contact, "emails", email), deleted_at: null, ...visibleTo(contact, tx.meta) },
    { sort: { created_at: 1, _id: 1 } },
  );
  const links = await linksAt(tx, { entity_type, entity_id });
  const found = candidates.find(({ id }) => links.some((each) => each.contact_id === id)) ?? candidates[0];
  const person = found ?? (await tx.insert(contact, newContact(tx, first_name, last_name ?? null, email)));
  const method = person.methods.find(
    (each) => each.type === "email" && each.is_active && keyOf(each.value) === keyOf(email),
  )!;
  const to = { contact_id: person.id, entity_type, entity_id, ...(role ? { role } : {}) };
  const link = await linkTo(tx, to);
  const linked = await companyFollows(tx, person.id);
  return { contact: linked, method: shownMethod(linked, method.id), link, created: !found };
});

function newContact(tx: Tx, first_name: string, last_name: string | null, email: string) {
  const stamps = { created_at: tx.now, updated_at: tx.now };
  const method: Method = {
    ...{ id: newId(), type: "email", value: email, label: null, is_primary: true, is_active: true },
    ...stamps,
  };
  const display_name = namesOf(first_name, last_name);
  const shown: Partial<Contact> = methodsShown([], [method], method.id);
  return { first_name, last_name, display_name, ...shown };
}

type Linked = Parameters<typeof makeLink>[1];

/** The link that is there, activated and with the requested role, or a new one. */
async function linkTo(tx: Tx, given: Linked) {
  const before = await linksAt(tx, given);
  const there = before.find((each) => each.contact_id === given.contact_id);
  if (!there?.is_active) return makeLink(tx, given);
  const next = { ...there, role: given.role ?? there.role };
  const after = before.map((each) => (each.id === there.id ? next : each));
  await settleLinks(tx, before, after, there.id);
  return tx.load(contactLink, there.id);
}
