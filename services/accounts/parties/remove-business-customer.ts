/** Deletes a business customer: natively while nothing refers to it (DEL-8), or with its people unlinked (MRC-CUS-8). */
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { companyFollows } from "../contact-links/company-links.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { contactLink } from "../crm/contact-link.ts";
import * as declared from "./declarations.ts";
import { goodsOf, hideAccount, hideFirm, ordersOf } from "./hide.ts";

async function gather(call: Call, { id }: { id: string }, _meta: unknown, reader: Reader) {
  const firm = await reader.get(businessCustomer, id);
  const [items, orders] = await Promise.all([goodsOf(call, firm?.account_id), ordersOf(call, id)]);
  return { items, orders };
}

export const removeBusinessCustomer = command(declared.removeBusinessCustomer, {
  gather,
  async run(tx, { id }, { items, orders }) {
    const before = await tx.target(businessCustomer, id);
    if (before.deleted_at) return before;
    await hideAccount(tx, before.account_id, items);
    return hideFirm(tx, before, orders);
  },
});

export const closeBusinessCustomer = command(declared.closeBusinessCustomer, {
  gather,
  async run(tx, { id }, { items, orders }) {
    const before = await tx.target(businessCustomer, id);
    if (before.deleted_at) return before;
    for (const link of await tx.find(contactLink, { entity_id: id })) {
      await tx.purge(contactLink, link);
      await companyFollows(tx, link.contact_id);
    }
    await hideAccount(tx, before.account_id, items);
    return hideFirm(tx, before, orders);
  },
});
