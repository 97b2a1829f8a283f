/** The contact or business customer with this id or that of its profile, if the caller may see it (DM21). */
import type { Failure } from "../../../shared/errors.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { type BusinessCustomer, businessCustomer } from "../crm/business-customer.ts";
import { type Contact, contact } from "../crm/contact.ts";
import { namedBy } from "../crm/profile-id.rules.ts";

type Party = { id: string; kind: "person" | "company"; business_unit_id: string | null };

export const unknownCustomer = (pointer = "/customer_id"): Failure =>
  referenceNotFound([{ pointer, what: "customer" }]);

const live = (id: string) => ({ _id: { $in: namedBy([id]) }, deleted_at: null });

/** Writes to the customer's row, where two requests about its addresses meet. */
export async function lockParty(tx: Tx, id: string): Promise<Party> {
  const touch = { $set: { updated_at: tx.now } };
  const silent = { emit: "none" } as const;
  const person = await tx.update(contact, { ...live(id), ...visibleTo(contact, tx.meta) }, touch, silent);
  if (person) return { id: person.id, kind: "person", business_unit_id: person.business_unit_id };
  const seen = visibleTo(businessCustomer, tx.meta);
  const firm = await tx.update(businessCustomer, { ...live(id), ...seen }, touch, silent);
  if (firm) return { id: firm.id, kind: "company", business_unit_id: firm.business_unit_id };
  throw unknownCustomer();
}

export type Customer = { kind: "person"; row: Contact } | { kind: "company"; row: BusinessCustomer };

/** The customer as it is, or null. */
export async function customerNamed(tx: Tx, id: string): Promise<Customer | null> {
  const person = await tx.findOne(contact, { ...live(id), ...visibleTo(contact, tx.meta) });
  if (person) return { kind: "person", row: person };
  const seen = visibleTo(businessCustomer, tx.meta);
  const firm = await tx.findOne(businessCustomer, { ...live(id), ...seen });
  return firm && { kind: "company", row: firm };
}
