/** A contact found by one of its methods, and the write of its methods as a whole. */
import { invalidField, notFound } from "../../../shared/errors.ts";
import { isEmail } from "../../../shared/fields/index.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { type Contact, contact, type Method } from "../crm/contact.ts";
import { methodsShown } from "../crm/methods.rules.ts";
import { savePerson } from "../parties/save-party.ts";

export type ShownMethod = Method & { org_id: string; contact_id: string };

export const shownMethod = ({ id, org_id, methods }: Contact, method_id: string): ShownMethod => ({
  org_id,
  contact_id: id,
  ...methods.find((each) => each.id === method_id)!,
});

/** The contact with this method, or 404: the methods of a deleted contact are gone (CTC-2). */
export async function ownerOf(reader: Reader, method_id: string): Promise<Contact> {
  const found = await reader.findOne(contact, {
    ...{ "methods.id": method_id, deleted_at: null },
    ...visibleTo(contact, reader.meta),
  });
  if (!found) throw notFound("contact_method", method_id);
  return found;
}

/** An email address without surrounding blanks; a phone number as typed (CTC-1). */
export function methodValue(type: Method["type"], value: string): string {
  if (type === "phone") return value;
  const address = value.trim();
  if (!isEmail(address)) throw invalidField("/value", "invalid_value", "'value' must be an e-mail address.");
  return address;
}

export const saveMethods = (tx: Tx, before: Contact, after: readonly Method[], touched: string | null) =>
  savePerson(tx, before, methodsShown(before.methods, after, touched));
