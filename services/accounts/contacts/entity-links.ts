/** The links of one vendor or business customer, changed by one request at a time. */
import { fail } from "../../../shared/errors.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { businessCustomer } from "../business-customers/business-customer.ts";
import { type ContactLink, contactLink } from "../crm/contact-link.ts";
import { withPrimary } from "../crm/primary.rules.ts";
import { vendor } from "../vendors/vendor.ts";

type Linked = Pick<ContactLink, "entity_type" | "entity_id">;

/** Writes to the entity's row, where two requests about its links meet; the entity as it is, or null. */
async function lock(tx: Tx, { entity_type, entity_id }: Linked) {
  const touch = { $set: { updated_at: tx.now } };
  const at = { _id: entity_id };
  return entity_type === "vendor"
    ? tx.update(vendor, at, touch, { emit: "none" })
    : tx.update(businessCustomer, at, touch, { emit: "none" });
}

/** For a new link: refuses an entity that cannot be referred to. */
export async function lockForLink(tx: Tx, linked: Linked): Promise<void> {
  const entity = await lock(tx, linked);
  if (!entity || entity.deleted_at)
    throw referenceNotFound([{ pointer: "/entity_id", what: linked.entity_type }]);
  if (!entity.is_active) {
    const message = `This ${linked.entity_type} is not active.`;
    const errors = [{ pointer: "/entity_id", code: "inactive_reference", message }];
    throw fail("inactive_reference", message, { errors });
  }
}

/** All links of an entity, oldest first; nobody else changes them until the transaction ends. */
export async function linksOf(tx: Tx, linked: Linked): Promise<ContactLink[]> {
  await lock(tx, linked);
  return linksAt(tx, linked);
}

export const linksAt = (tx: Tx, { entity_id }: Linked): Promise<ContactLink[]> =>
  tx.find(contactLink, { entity_id }, { sort: { created_at: 1, _id: 1 } });

/** Changed links with the primary one among them, written to those that are stored. The old one steps back first. */
export async function settleLinks(
  tx: Tx,
  before: readonly ContactLink[],
  after: readonly ContactLink[],
  touched: string | null,
): Promise<ContactLink[]> {
  const settled = withPrimary(before, after, touched);
  const stored = new Map(before.map((each) => [each.id, each]));
  const writes = [...settled]
    .sort((a, b) => Number(a.is_primary) - Number(b.is_primary))
    .flatMap(({ id, role, notes, is_primary, is_active }) => {
      const old = stored.get(id);
      return old ? [{ before: old, changes: { role, notes, is_primary, is_active } }] : [];
    });
  await tx.saveMany(contactLink, writes);
  return settled;
}
