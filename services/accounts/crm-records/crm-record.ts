/** The CRM record of an account: made with it, found by it, and changed when it is (MRC-ONE-1). */
import { typedAs } from "../../../shared/resource/words.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { type Contact, contact } from "../crm/contact.ts";
import { lockEmail } from "../crm/lock-email.ts";
import { namesOf } from "../crm/methods.rules.ts";
import { reachedBy } from "../crm/reached-by.ts";
import {
  firmChanges,
  firmOf,
  isFirm,
  type Person,
  personChanges,
  personOf,
  type Shared,
  sharedFields,
} from "./record.rules.ts";

export type Party = Shared & { id: string };
export type Changed = { before: Party; changes: Shared };

/** Rows of accounts belong to the root business unit, whoever creates them (MRC-SCP-1). */
const AT_ROOT = { business_unit_id: null } as const;

const named = ({ first_name, last_name }: Pick<Contact, "first_name" | "last_name">) => ({
  display_name: namesOf(first_name, last_name),
});

/** `type_id`: of firms. */
export async function makeRecord(tx: Tx, account: Party, type_id: string | null): Promise<void> {
  const account_id = account.id;
  if (isFirm(account) && type_id) {
    await tx.insert(businessCustomer, { ...firmOf(account), type_id, account_id, ...AT_ROOT });
    return;
  }
  const person = personOf(account);
  const { first_name, last_name } = person;
  await tx.insert(contact, {
    ...{ first_name, last_name, account_id, ...AT_ROOT, ...named(person) },
    ...reachedBy(tx, { methods: [] }, person),
  });
}

/** The person that has this email address and no account yet, the oldest first; two requests with one address meet at its row. */
export async function personReachedBy(tx: Tx, email: string): Promise<Contact | null> {
  await lockEmail(tx, email);
  const free = { ...typedAs(contact, "email", email), deleted_at: null, account_id: null, ...AT_ROOT };
  const [found] = await tx.find(contact, free, {
    ...{ sort: { created_at: 1, _id: 1 }, limit: 1, withHidden: true },
  });
  return found ?? null;
}

/** A person becomes the record of an account that was made for them. */
export const joinRecord = (tx: Tx, before: Contact, account: Party): Promise<Contact> =>
  tx.save(contact, before, { ...personSaid(tx, before, personOf(account)), account_id: account.id });

/** A display name that was never set follows the names. */
function personSaid(tx: Tx, before: Contact, changes: Partial<Person>): Partial<Contact> {
  const { email, phone_number, ...names } = changes;
  return {
    ...names,
    ...(before.display_name_given ? {} : named({ ...before, ...names })),
    ...reachedBy(tx, before, { email, phone_number }),
  };
}

/** The records of accounts, deleted ones as well. */
export async function recordsOf(reader: Reader, account_ids: readonly string[]) {
  const of = { account_id: { $in: [...account_ids] } };
  const people = await reader.find(contact, of, { withHidden: true });
  const known = new Set(people.map(({ account_id }) => account_id));
  const firms = account_ids.every((id) => known.has(id)) ? [] : await reader.find(businessCustomer, of);
  return { people, firms };
}

const touches = ({ before, changes }: Changed): boolean =>
  sharedFields.some((name) => changes[name] !== undefined && changes[name] !== before[name]);

/** Copies changes of accounts to their CRM records. */
export async function recordsFollow(tx: Tx, all: readonly Changed[]): Promise<void> {
  const changed = all.filter(touches);
  if (changed.length === 0) return;
  const of = new Map(changed.map((each) => [each.before.id, each]));
  const { people, firms } = await recordsOf(tx, [...of.keys()]);
  const both = (account_id: string | null) => {
    const { before, changes } = of.get(account_id!)!;
    return [before, { ...before, ...changes }] as const;
  };
  const persons = people.map((before) => ({
    before,
    changes: personSaid(tx, before, personChanges(...both(before.account_id))),
  }));
  const companies = firms.map((before) => ({ before, changes: firmChanges(...both(before.account_id)) }));
  if (persons.length) await tx.saveMany(contact, persons);
  if (companies.length) await tx.saveMany(businessCustomer, companies);
}

/** An account came back: its records do. */
export async function recordsReturn(tx: Tx, account_id: string): Promise<void> {
  const back = { deleted_at: null } as const;
  const { people, firms } = await recordsOf(tx, [account_id]);
  for (const each of people) if (each.deleted_at) await tx.save(contact, each, back, { verb: "restored" });
  for (const each of firms)
    if (each.deleted_at) await tx.save(businessCustomer, each, back, { verb: "restored" });
}
