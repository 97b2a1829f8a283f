/**
 * An account and its CRM record are one (MRC-ONE-1): a person, or a firm if the account has only a company name when it is
 * created. Names, email address and phone number are the same in both; each side stores them in its own columns.
 */
import { isSaid } from "../../../shared/fields/index.ts";

type Said = string | null | undefined;

/** What of an account its record shows as well. */
export type Shared = {
  first_name?: Said;
  last_name?: Said;
  company?: Said;
  email?: Said;
  phone_number?: Said;
};

/** What of it changes. */
export type SharedChanges = { [name in keyof Shared]?: string | null };

export const sharedFields = ["first_name", "last_name", "company", "email", "phone_number"] as const;

const said = (value: Said): string | null => (value && isSaid(value) ? value : null);

export const isFirm = ({ first_name, last_name, company }: Shared): boolean =>
  said(first_name) === null && said(last_name) === null && said(company) !== null;

/** A person has a first name: for an account without one, the only name given. */
export function personOf({ first_name, last_name, company, email, phone_number }: Shared) {
  const [first, last] = [said(first_name), said(last_name)];
  return {
    first_name: first ?? last ?? said(company) ?? "",
    last_name: first === null ? null : last,
    ...{ email: said(email), phone_number: said(phone_number) },
  };
}

export function firmOf({ first_name, last_name, company, email, phone_number }: Shared) {
  const person = [said(first_name), said(last_name)].filter(Boolean).join(" ");
  return { name: said(company) ?? person, email: said(email), phone_number: said(phone_number) };
}

export type Person = ReturnType<typeof personOf>;
export type Firm = ReturnType<typeof firmOf>;

/** The fields that differ. */
function differing<T extends object>(before: T, after: T): Partial<T> {
  const changed = Object.entries(after).filter(([name, value]) => before[name as keyof T] !== value);
  return Object.fromEntries(changed) as Partial<T>;
}

export const personChanges = (before: Shared, after: Shared): Partial<Person> =>
  differing(personOf(before), personOf(after));

export const firmChanges = (before: Shared, after: Shared): Partial<Firm> =>
  differing(firmOf(before), firmOf(after));

/** What an account becomes when its person was changed: the name that stood for a first name changes where it is. */
export function accountOfPerson(
  account: Shared,
  { first_name, last_name, email, phone_number }: Person,
): SharedChanges {
  const was = personOf(account);
  const now = personOf({ first_name, last_name, email, phone_number });
  const reached = {
    ...(was.email === now.email ? {} : { email: now.email }),
    ...(was.phone_number === now.phone_number ? {} : { phone_number: now.phone_number }),
  };
  if (was.first_name === now.first_name && was.last_name === now.last_name) return reached;
  if (said(account.first_name) !== null || now.last_name !== null)
    return { ...reached, first_name: now.first_name, last_name: now.last_name };
  return said(account.last_name) === null
    ? { ...reached, company: now.first_name }
    : { ...reached, last_name: now.first_name };
}

/** What an account becomes when its firm was changed. */
export function accountOfFirm(account: Shared, firm: Firm): SharedChanges {
  const { name, ...reached } = differing(firmOf(account), firmOf({ ...firm, company: firm.name }));
  return { ...reached, ...(name === undefined ? {} : { company: name }) };
}
