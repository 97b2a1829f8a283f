/** With a tag its assignments go, so that no customer names a tag that is gone. */
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { inUseBy, refuseUsed, usesIn } from "../../../shared/service/uses.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { contact } from "../crm/contact.ts";
import { customerTag } from "../crm/customer-tag.ts";
import * as declared from "./declarations.ts";

/** Deletions of more are refused: each customer that loses the tag is recorded with the command. */
const MOST_CUSTOMERS = 1000;

async function refuseMany(tx: Tx, tag_ids: string): Promise<void> {
  const uses = await Promise.all([
    usesIn(tx, contact, { tag_ids }),
    usesIn(tx, businessCustomer, { tag_ids }),
  ]);
  if (uses[0].count + uses[1].count <= MOST_CUSTOMERS) return;
  refuseUsed(
    customerTag.name,
    inUseBy([
      [contact.plural, uses[0]],
      [businessCustomer.plural, uses[1]],
    ]),
  );
}

export const removeCustomerTag = command(declared.removeCustomerTag, async (tx, { id }) => {
  const before = await tx.target(customerTag, id);
  await refuseMany(tx, id);
  const without = <Row extends { tag_ids: string[] }>(row: Row) => ({
    before: row,
    changes: { tag_ids: row.tag_ids.filter((each) => each !== id) },
  });
  const tagged = { tag_ids: id };
  await tx.saveMany(contact, (await tx.find(contact, tagged)).map(without));
  await tx.saveMany(businessCustomer, (await tx.find(businessCustomer, tagged)).map(without));
  await tx.purge(customerTag, before);
  return { deleted_id: id };
});
