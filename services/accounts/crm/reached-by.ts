/** The contact's methods after its primary email address or phone number was set as a whole. */
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Contact, Method } from "./contact.ts";
import { columnsOf, replacedPrimary } from "./methods.rules.ts";

const MOST_METHODS = 100;

/** Refuses one method more than a contact has. */
export function refuseFull({ methods }: Pick<Contact, "methods">): void {
  if (methods.length >= MOST_METHODS)
    throw fail("unprocessable", `A contact has at most ${MOST_METHODS} methods; delete one first.`);
}

type Reached = { email?: string | null | undefined; phone_number?: string | null | undefined };

/** The contact's columns after its primary email address or phone number was set as a whole. */
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
