/** A contact is hidden with its methods; its addresses go with it, its links are removed, and other contacts follow as primary (CTC-2, MRC-CUS-8). */
import { command } from "../../../shared/service/operation.ts";
import { linksOf, settleLinks } from "../contact-links/entity-links.ts";
import { contact } from "../crm/contact.ts";
import { contactLink } from "../crm/contact-link.ts";
import { removeAddressesOf } from "../crm/remove-addresses.ts";
import { refuseOpenBalance } from "../ledger/party-balance.ts";
import * as declared from "./declarations.ts";

export const removeContact = command(declared.removeContact, async (tx, { id }) => {
  const before = await tx.target(contact, id);
  if (before.deleted_at) return before;
  await refuseOpenBalance(tx, id);
  await removeAddressesOf(tx, id);
  for (const link of await tx.find(contactLink, { contact_id: id })) {
    const all = await linksOf(tx, link);
    await tx.purge(contactLink, link);
    const left = all.filter((each) => each.id !== link.id);
    await settleLinks(tx, all, left, null);
  }
  return tx.save(contact, before, { deleted_at: tx.now, company_id: null }, { verb: "deleted" });
});
