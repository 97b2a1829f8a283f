/** The contact or business customer with this id, if the caller may see it. */
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { contact } from "../crm/contact.ts";

type Party = { id: string; kind: "person" | "company"; business_unit_id: string | null };

/** Writes to the customer's row, where two requests about its addresses meet. */
export async function lockParty(tx: Tx, id: string): Promise<Party> {
  const touch = { $set: { updated_at: tx.now } };
  const live = { _id: id, deleted_at: null };
  const silent = { emit: "none" } as const;
  const person = await tx.update(contact, { ...live, ...visibleTo(contact, tx.meta) }, touch, silent);
  if (person) return { id, kind: "person", business_unit_id: person.business_unit_id };
  const seen = visibleTo(businessCustomer, tx.meta);
  const firm = await tx.update(businessCustomer, { ...live, ...seen }, touch, silent);
  if (firm) return { id, kind: "company", business_unit_id: firm.business_unit_id };
  throw referenceNotFound([{ pointer: "/customer_id", what: "customer" }]);
}
