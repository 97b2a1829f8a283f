/** What went together comes back together (MRC-ONE-1). */
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { account } from "../accounts/account.ts";
import { shownAccount } from "../accounts/shown-accounts.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { contact } from "../crm/contact.ts";
import { recordsReturn } from "../crm-records/crm-record.ts";
import * as declared from "./declarations.ts";

const back = { deleted_at: null } as const;
const told = { verb: "restored" } as const;

async function restoreAccountOf(tx: Tx, account_id: string | null): Promise<void> {
  const before = account_id ? await tx.load(account, account_id, { withHidden: true }) : null;
  if (before?.deleted_at) await tx.save(account, before, back, told);
}

export const restoreAccount = command(declared.restoreAccount, async (tx, { id }) => {
  await tx.target(account, id);
  await tx.save(account, await tx.load(account, id, { withHidden: true }), back, told);
  await recordsReturn(tx, id);
  return shownAccount(tx, await tx.load(account, id, { withHidden: true }));
});

export const restoreContact = command(declared.restoreContact, async (tx, { id }) => {
  const before = await tx.target(contact, id);
  await restoreAccountOf(tx, before.account_id);
  return tx.save(contact, before, back, told);
});

export const restoreBusinessCustomer = command(declared.restoreBusinessCustomer, async (tx, { id }) => {
  const before = await tx.target(businessCustomer, id);
  await restoreAccountOf(tx, before.account_id);
  return tx.save(businessCustomer, before, back, told);
});
