import { nowInstant } from "../../../shared/clock.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { type BusinessCustomer, businessCustomer } from "../crm/business-customer.ts";
import { type Contact, contact } from "../crm/contact.ts";
import { deal } from "../dealings/deal.ts";
import * as declared from "./declarations.ts";

type Asked = {
  kind?: "person" | "company" | null | undefined;
  where: MongoFilter;
  sort: Record<string, 1 | -1>;
  limit: number;
};

const shown = (kind: "person" | "company", row: Contact | BusinessCustomer) => ({
  ...{ id: row.id, kind, org_id: row.org_id, created_at: row.created_at },
  ...{ business_unit_id: row.business_unit_id, owner_member_id: row.owner_member_id },
  next_interaction_at: row.next_interaction_at ?? "",
  next_interaction_name: row.next_interaction_name,
  next_interaction_icon: row.next_interaction_icon,
  next_interaction_color: row.next_interaction_color,
});

/** The first rows of persons and of companies, of which the caller takes the first of all. */
async function customersBy(reader: Reader, { kind, where, sort, limit }: Asked) {
  const live = { ...where, deleted_at: null };
  const people =
    kind === "company"
      ? []
      : await reader.find(contact, { ...live, ...visibleTo(contact, reader.meta) }, { sort, limit });
  const seen = visibleTo(businessCustomer, reader.meta);
  const firms =
    kind === "person" ? [] : await reader.find(businessCustomer, { ...live, ...seen }, { sort, limit });
  return [
    ...people.map((row) => ({ ...shown("person", row), name: row.display_name })),
    ...firms.map((row) => ({ ...shown("company", row), name: row.name })),
  ];
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

export const newCustomers = query(declared.newCustomers, async (reader, { kind, limit = 5 }) => {
  const found = await customersBy(reader, { kind, where: {}, sort: { created_at: -1, _id: -1 }, limit });
  const newest = found.sort((a, b) => byText(b.created_at, a.created_at) || byText(b.id, a.id));
  return {
    data: newest
      .slice(0, limit)
      .map(({ id, name, kind: of, org_id, business_unit_id, owner_member_id, created_at }) => ({
        ...{ id, name, kind: of, org_id, business_unit_id, owner_member_id, created_at },
      })),
  };
});

export const newDeals = query(declared.newDeals, async (reader, { limit = 5 }) => {
  const live = { deleted_at: null, ...visibleTo(deal, reader.meta) };
  const found = await reader.find(deal, live, { sort: { created_at: -1, _id: -1 }, limit });
  return {
    data: found.map(({ id, org_id, business_unit_id, owner_member_id, created_at, ...row }) => ({
      ...{ id, org_id, business_unit_id, owner_member_id, created_at },
      ...{ title: row.title, status: row.status },
      ...{ value_amount: row.value_amount, value_currency: row.value_currency },
    })),
  };
});

export const nextInteractions = query(
  declared.nextInteractions,
  async (reader, { limit = 5, include_past }) => {
    const now = nowInstant();
    const where = { next_interaction_at: include_past ? { $gt: "" } : { $gte: now } };
    const sort = { next_interaction_at: 1, _id: 1 } as const;
    const found = await customersBy(reader, { where, sort, limit });
    const soonest = found.sort(
      (a, b) => byText(a.next_interaction_at, b.next_interaction_at) || byText(a.id, b.id),
    );
    return { now, data: soonest.slice(0, limit).map(({ created_at: _created, ...row }) => row) };
  },
);
