/** The links of one vendor or business customer, changed by one request at a time. */
import { fail } from "../../../shared/errors.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { type ContactLink, contactLink } from "../crm/contact-link.ts";
import { withPrimary } from "../crm/primary.rules.ts";
import { vendor } from "../vendors/vendor.ts";

type Linked = Pick<ContactLink, "entity_type" | "entity_id">;

/** Writes to the entity's row, so that two requests about its links conflict; returns the entity, or null. */
async function lock(tx: Tx, { entity_type, entity_id }: Linked, seen: MongoFilter = {}) {
  const touch = { $set: { updated_at: tx.now } };
  const at = { _id: entity_id, ...(entity_type === "vendor" ? {} : seen) };
  return entity_type === "vendor"
    ? tx.update(vendor, at, touch, { emit: "none" })
    : tx.update(businessCustomer, at, touch, { emit: "none" });
}

/** For a new link: refuses an entity that cannot be referred to. */
export async function lockForLink(tx: Tx, linked: Linked, pointer = "/entity_id"): Promise<void> {
  const entity = await lock(tx, linked, visibleTo(businessCustomer, tx.meta));
  if (!entity || entity.deleted_at) throw referenceNotFound([{ pointer, what: linked.entity_type }]);
  if (!entity.is_active) {
    const message = `This ${linked.entity_type} is not active.`;
    const errors = [{ pointer, code: "inactive_reference", message }];
    throw fail("inactive_reference", message, { errors });
  }
}

/** All links of an entity, oldest first; locked until the transaction ends. */
export async function linksOf(tx: Tx, linked: Linked): Promise<ContactLink[]> {
  await lock(tx, linked);
  return linksAt(tx, linked);
}

export const linksAt = (tx: Tx, { entity_id }: Linked): Promise<ContactLink[]> =>
  tx.find(contactLink, { entity_id }, { sort: { created_at: 1, _id: 1 } });

/** Changed links with the primary one among them. The old primary is written first, because only one may be primary. */
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
