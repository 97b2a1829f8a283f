/** With a contact that is an account's record the account goes, and while that cannot go neither can (MRC-ONE-1). */
import { command } from "../../../shared/service/operation.ts";
import { contact } from "../crm/contact.ts";
import * as declared from "./declarations.ts";
import { goodsOf, hideAccount, hideContact } from "./hide.ts";

export const removeContact = command(declared.removeContact, {
  gather: async (call, { id }, _meta, reader) => goodsOf(call, (await reader.get(contact, id))?.account_id),
  async run(tx, { id }, items) {
    const before = await tx.target(contact, id);
    if (before.deleted_at) return before;
    await hideAccount(tx, before.account_id, items);
    return hideContact(tx, before);
  },
});
