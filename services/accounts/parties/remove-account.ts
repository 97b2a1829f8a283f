/** Deletes an account that has no goods, balance or open payout left, with its CRM record (DEL-5, MRC-ONE-1). */
import { command } from "../../../shared/service/operation.ts";
import { account } from "../accounts/account.ts";
import { shownAccount } from "../accounts/shown-accounts.ts";
import { recordsOf } from "../crm-records/crm-record.ts";
import * as declared from "./declarations.ts";
import { firmOfAccount, goodsOf, hideAccount, hideContact, hideFirm, ordersOf } from "./hide.ts";

export const removeAccount = command(declared.removeAccount, {
  async gather(call, { id }, _meta, reader) {
    const [items, firm] = await Promise.all([goodsOf(call, id), firmOfAccount(reader, id)]);
    return { items, orders: await ordersOf(call, firm?.id) };
  },
  async run(tx, { id }, { items, orders }) {
    await tx.target(account, id);
    await hideAccount(tx, id, items);
    const { people, firms } = await recordsOf(tx, [id]);
    for (const each of people) if (!each.deleted_at) await hideContact(tx, each);
    for (const each of firms) if (!each.deleted_at) await hideFirm(tx, each, orders);
    return shownAccount(tx, await tx.load(account, id, { withHidden: true }));
  },
});
