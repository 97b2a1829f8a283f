/** Deletes a business customer: natively while nothing refers to it (DEL-8), or with its people unlinked (MRC-CUS-8). */
import { command } from "../../../shared/service/operation.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { inUseBy, refuseUsed, type Uses, usesIn } from "../../../shared/service/uses.ts";
import { salesOrderUses } from "../../sales/public.ts";
import { companyFollows } from "../contact-links/company-links.ts";
import { type BusinessCustomer, businessCustomer } from "../crm/business-customer.ts";
import { contactLink } from "../crm/contact-link.ts";
import { removeAddressesOf } from "../crm/remove-addresses.ts";
import { refuseOpenBalance } from "../ledger/party-balance.ts";
import * as declared from "./declarations.ts";

const openOrders = (call: Call, { id }: { id: string }): Promise<Uses> =>
  call(salesOrderUses, { by: "business_customer_id", id, open: true });

/** Refuses while other customers, orders or the books still need it. */
async function hide(
  tx: Tx,
  before: BusinessCustomer,
  used: (readonly [string, Uses])[],
): Promise<BusinessCustomer> {
  const { id } = before;
  const below = await usesIn(tx, businessCustomer, { parent_id: id });
  refuseUsed("business_customer", inUseBy([["business_customers", below], ...used]));
  await refuseOpenBalance(tx, id);
  await removeAddressesOf(tx, id);
  return tx.save(businessCustomer, before, { deleted_at: tx.now }, { verb: "deleted" });
}

export const removeBusinessCustomer = command(declared.removeBusinessCustomer, {
  gather: openOrders,
  async run(tx, { id }, orders) {
    const before = await tx.target(businessCustomer, id);
    if (before.deleted_at) return before;
    const links = await usesIn(tx, contactLink, { entity_id: id });
    const used = [["contact_links", links] as const, ["sales_orders", orders] as const];
    return hide(tx, before, used);
  },
});

export const closeBusinessCustomer = command(declared.closeBusinessCustomer, {
  gather: openOrders,
  async run(tx, { id }, orders) {
    const before = await tx.target(businessCustomer, id);
    if (before.deleted_at) return before;
    for (const link of await tx.find(contactLink, { entity_id: id })) {
      await tx.purge(contactLink, link);
      await companyFollows(tx, link.contact_id);
    }
    return hide(tx, before, [["sales_orders", orders]]);
  },
});
