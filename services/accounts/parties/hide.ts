/**
 * What an account, a contact or a business customer removes with it when it is deleted, and the uses that prevent it (DEL-5,
 * MRC-ONE-1).
 */
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { inUseBy, refuseUsed, type Uses, usesIn } from "../../../shared/service/uses.ts";
import { itemsInUse } from "../../inventory/public.ts";
import { salesOrderUses } from "../../sales/public.ts";
import { account } from "../accounts/account.ts";
import { linksOf, settleLinks } from "../contact-links/entity-links.ts";
import { type BusinessCustomer, businessCustomer } from "../crm/business-customer.ts";
import { type Contact, contact } from "../crm/contact.ts";
import { contactLink } from "../crm/contact-link.ts";
import { removeAddressesOf } from "../crm/remove-addresses.ts";
import { removeDealingsOf } from "../dealings/remove-dealings.ts";
import { refuseOpenBalance } from "../ledger/party-balance.ts";

type Id = string | null | undefined;
const none: Uses = { count: 0, sample_ids: [] };

/** Goods of the account. */
export const goodsOf = (call: Call, account_id: Id): Promise<Uses> =>
  account_id ? call(itemsInUse, { account_id }) : Promise.resolve(none);

/** Open orders of the firm. */
export const ordersOf = (call: Call, id: Id): Promise<Uses> =>
  id ? call(salesOrderUses, { by: "business_customer_id", id, open: true }) : Promise.resolve(none);

/** Deletes the account, unless there is none or it is deleted already. */
export async function hideAccount(tx: Tx, id: Id, items: Uses): Promise<void> {
  const before = id ? await tx.load(account, id, { withHidden: true }) : null;
  if (!before || before.deleted_at) return;
  const own = { count: 1, sample_ids: [before.id] };
  const references = {
    ...(items.count ? { items } : {}),
    ...(before.balance ? { balance: own } : {}),
    ...(before.store_credit ? { store_credit: own } : {}),
    ...(before.payouts_in_progress ? { payouts: own } : {}),
  };
  if (Object.keys(references).length)
    throw fail("in_use", "This account still has goods, a balance or open payouts.", {
      in_use: true,
      references,
    });
  await tx.save(account, before, { deleted_at: tx.now }, { verb: "deleted" });
}

/** A contact is hidden with its methods; its addresses, activities and comments go with it, its links are removed, and other contacts follow as primary (CTC-2, MRC-CUS-8). */
export async function hideContact(tx: Tx, before: Contact): Promise<Contact> {
  const { id } = before;
  await refuseOpenBalance(tx, id);
  await removeAddressesOf(tx, id);
  await removeDealingsOf(tx, id);
  for (const link of await tx.find(contactLink, { contact_id: id })) {
    const all = await linksOf(tx, link);
    await tx.purge(contactLink, link);
    const left = all.filter((each) => each.id !== link.id);
    await settleLinks(tx, all, left, null);
  }
  return tx.save(contact, before, { deleted_at: tx.now, company_id: null }, { verb: "deleted" });
}

/** Refuses while other customers, people, orders or the books still need the firm. */
export async function hideFirm(tx: Tx, before: BusinessCustomer, orders: Uses): Promise<BusinessCustomer> {
  const { id } = before;
  const below = await usesIn(tx, businessCustomer, { parent_id: id });
  const links = await usesIn(tx, contactLink, { entity_id: id });
  const used = [
    ["business_customers", below] as const,
    ["contact_links", links] as const,
    ["sales_orders", orders] as const,
  ];
  refuseUsed("business_customer", inUseBy(used));
  await refuseOpenBalance(tx, id);
  await removeAddressesOf(tx, id);
  await removeDealingsOf(tx, id);
  return tx.save(businessCustomer, before, { deleted_at: tx.now }, { verb: "deleted" });
}

/** The firm that is this account's record. */
export const firmOfAccount = (reader: Reader, account_id: string): Promise<BusinessCustomer | null> =>
  reader.findOne(businessCustomer, { account_id });
