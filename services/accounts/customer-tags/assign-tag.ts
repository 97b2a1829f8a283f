import { fail, notFound } from "../../../shared/errors.ts";
import { idOf } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { contact } from "../crm/contact.ts";
import { customerTag } from "../crm/customer-tag.ts";
import { type Customer, customerNamed, unknownCustomer } from "../customers/customer-party.ts";
import * as declared from "./declarations.ts";

const MOST_TAGS = 100;

/** An assignment is an entry of the customer's list; its id follows from both ends. */
const assignmentOf = (tag_id: string, customer_id: string) => ({
  ...{ id: idOf(`customer_tag:${tag_id}:${customer_id}`), tag_id, customer_id },
});

const saveTags = ({ kind, row }: Customer, tx: Tx, tag_ids: string[]) =>
  kind === "person" ? tx.save(contact, row, { tag_ids }) : tx.save(businessCustomer, row, { tag_ids });

/** A deletion of the tag at this moment meets it there. */
async function lockTag(tx: Tx, id: string): Promise<void> {
  const touch = { $set: { updated_at: tx.now } };
  if (!(await tx.update(customerTag, { _id: id }, touch, { emit: "none" })))
    throw referenceNotFound([{ pointer: "/tag_id", what: customerTag.name }]);
}

export const assignCustomerTag = command(declared.assignCustomerTag, async (tx, { tag_id, customer_id }) => {
  const found = await customerNamed(tx, customer_id);
  if (!found) throw unknownCustomer();
  await lockTag(tx, tag_id);
  const { id, tag_ids } = found.row;
  if (tag_ids.includes(tag_id)) {
    const message = "The customer has this tag already.";
    throw fail("conflict", message, { errors: [{ pointer: "/tag_id", code: "taken", message }] });
  }
  if (tag_ids.length >= MOST_TAGS) {
    const message = `A customer has at most ${MOST_TAGS} tags; take one off first.`;
    throw fail("unprocessable", message, { errors: [{ pointer: "/tag_id", code: "too_many", message }] });
  }
  await saveTags(found, tx, [...tag_ids, tag_id]);
  return assignmentOf(tag_id, id);
});

export const unassignCustomerTag = command(
  declared.unassignCustomerTag,
  async (tx, { tag_id, customer_id }) => {
    const found = await customerNamed(tx, customer_id);
    if (!found?.row.tag_ids.includes(tag_id)) throw notFound("customer_tag", tag_id);
    const { id, tag_ids } = found.row;
    await saveTags(
      found,
      tx,
      tag_ids.filter((each) => each !== tag_id),
    );
    return assignmentOf(tag_id, id);
  },
);
