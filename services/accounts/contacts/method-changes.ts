/** A contact found by one of its methods, and the write of its methods as a whole. */
import { fail, invalidField, notFound } from "../../../shared/errors.ts";
import { isEmail } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { type Contact, contact, type Method } from "../crm/contact.ts";
import { columnsOf, methodsShown, replacedPrimary } from "./methods.rules.ts";

const MOST_METHODS = 100;

/** Refuses one method more than a contact has. */
export function refuseFull({ methods }: Pick<Contact, "methods">): void {
  if (methods.length >= MOST_METHODS)
    throw fail("unprocessable", `A contact has at most ${MOST_METHODS} methods; delete one first.`);
}

export type ShownMethod = Method & { org_id: string; contact_id: string };

export const shownMethod = ({ id, org_id, methods }: Contact, method_id: string): ShownMethod => ({
  org_id,
  contact_id: id,
  ...methods.find((each) => each.id === method_id)!,
});

/** The contact that has this method, or 404: with the contact its methods are gone (CTC-2). */
export async function ownerOf(reader: Reader, method_id: string): Promise<Contact> {
  const found = await reader.findOne(contact, {
    ...{ "methods.id": method_id, deleted_at: null },
    ...visibleTo(contact, reader.meta),
  });
  if (!found) throw notFound("contact_method", method_id);
  return found;
}

/** An email address without blanks around it; a phone number as it is typed (CTC-1). */
export function methodValue(type: Method["type"], value: string): string {
  if (type === "phone") return value;
  const address = value.trim();
  if (!isEmail(address)) throw invalidField("/value", "invalid_value", "'value' must be an e-mail address.");
  return address;
}

export const saveMethods = (tx: Tx, before: Contact, after: readonly Method[], touched: string | null) =>
  tx.save(contact, before, methodsShown(before.methods, after, touched));

type Reached = { email?: string | null | undefined; phone_number?: string | null | undefined };

/** The columns of a contact after its primary email address or phone number was given as a whole. */
export function reachedBy(
  tx: Tx,
  before: Pick<Contact, "methods">,
  { email, phone_number }: Reached,
): Partial<Contact> {
  const given = Object.entries({ email, phone: phone_number } as const);
  let { methods } = before;
  for (const [type, value] of given as [Method["type"], string | null | undefined][]) {
    if (value === undefined) continue;
    const stamps = { created_at: tx.now, updated_at: tx.now };
    methods = replacedPrimary(methods, {
      ...{ id: newId(), type, value, label: null, is_primary: true, is_active: true },
      ...stamps,
    });
    if (methods.length > before.methods.length) refuseFull(before);
  }
  return methods === before.methods ? {} : columnsOf(methods);
}
