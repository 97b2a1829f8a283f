/** Changes of contacts and business customers, which their accounts follow (MRC-ONE-1). */
import type { Tx } from "../../../shared/service/tx.ts";
import { account } from "../accounts/account.ts";
import { type BusinessCustomer, businessCustomer } from "../crm/business-customer.ts";
import { type Contact, contact } from "../crm/contact.ts";
import {
  accountOfFirm,
  accountOfPerson,
  type Shared,
  type SharedChanges,
} from "../crm-records/record.rules.ts";

async function accountFollows(
  tx: Tx,
  account_id: string | null,
  changes: (account: Shared) => SharedChanges,
): Promise<void> {
  if (!account_id) return;
  const before = await tx.load(account, account_id, { withHidden: true });
  const changed = changes(before);
  if (Object.keys(changed).length) await tx.save(account, before, changed);
}

export async function savePerson(tx: Tx, before: Contact, changes: Partial<Contact>): Promise<Contact> {
  const saved = await tx.save(contact, before, changes);
  await accountFollows(tx, saved.account_id, (own) => accountOfPerson(own, saved));
  return saved;
}

export async function saveFirm(
  tx: Tx,
  before: BusinessCustomer,
  changes: Partial<BusinessCustomer>,
): Promise<BusinessCustomer> {
  const saved = await tx.save(businessCustomer, before, changes);
  await accountFollows(tx, saved.account_id, (own) => accountOfFirm(own, saved));
  return saved;
}
