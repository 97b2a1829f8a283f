import type { FieldTable } from "../../../shared/fields/index.ts";
import type { Entity, Resource } from "../../../shared/resource/resource.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { contact } from "../crm/contact.ts";
import { customerAddress } from "../crm/customer-address.ts";
import { namedBy, profileIdOf } from "../crm/profile-id.rules.ts";
import * as declared from "./declarations.ts";
import { addressSnapshot, companySnapshot, personSnapshot } from "./snapshot.rules.ts";

/** Rows by id that the caller sees, without deleted ones. */
const seen = async <T extends FieldTable>(
  reader: Reader,
  resource: Resource<T>,
  ids: readonly string[],
): Promise<Entity<Resource<T>>[]> =>
  ids.length
    ? reader.find(resource, { _id: { $in: [...ids] }, deleted_at: null, ...visibleTo(resource, reader.meta) })
    : [];

type Kept = { id: string; snapshot: Record<string, unknown> };
const kept = <R extends { id: string }>(rows: readonly R[], as: (row: R) => Kept["snapshot"]): Kept[] =>
  rows.map((row) => ({ id: row.id, snapshot: as(row) }));

/** Each under the id in the request: its own, or that of its profile. */
function asked(ids: readonly string[], found: readonly Kept[]) {
  const byId = new Map(
    found.flatMap((each) => [[each.id, each] as const, [profileIdOf(each.id), each] as const]),
  );
  return [...new Set(ids)].flatMap((asked_id) => {
    const there = byId.get(asked_id);
    return there ? [{ asked_id, ...there }] : [];
  });
}

export const customerSnapshots = query(
  declared.customerSnapshots,
  async (reader, { customer_ids, contact_ids, address_ids }) => {
    const [people, firms, addresses] = await Promise.all([
      seen(reader, contact, namedBy([...customer_ids, ...contact_ids])),
      seen(reader, businessCustomer, namedBy(customer_ids)),
      seen(reader, customerAddress, address_ids),
    ]);
    const persons = kept(people, personSnapshot);
    return {
      customers: asked(customer_ids, [...persons, ...kept(firms, companySnapshot)]),
      contacts: asked(contact_ids, persons),
      addresses: asked(address_ids, kept(addresses, addressSnapshot)),
    };
  },
);
