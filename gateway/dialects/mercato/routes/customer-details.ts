/** One person or company with everything around it, and who calls from a number (MRC-CUS-6, MRC-CUS-7). */
import * as accounts from "../../../../services/accounts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { AnyResource, Entity } from "../../../../shared/resource/resource.ts";
import {
  type Body,
  type DialectContext,
  handle,
  manyById,
  objectWith,
  showEach,
  showOne,
} from "../../../kit/index.ts";
import { openObject, openObjects } from "../area.ts";
import * as shapes from "../shapes/customers.ts";
import * as dealings from "../shapes/dealings.ts";
import { withNames } from "./dealings.ts";
import { viewerOf } from "./viewer.ts";

/** The maximum number of related rows shown with a customer. */
const MOST = 100;

/** The customer that an id names, by its own or that of its profile, unless it is deleted. */
async function customerNamed(ctx: DialectContext, resource: AnyResource, id: string): Promise<Body> {
  const found = await manyById(ctx, resource, accounts.namedBy([id]));
  const row = found.get(id) ?? [...found.values()][0];
  if (!row || row.deleted_at) throw notFound(resource.name, id);
  return row;
}

async function tagsOf(ctx: DialectContext, ids: readonly string[]) {
  const found = ids.length ? await manyById(ctx, accounts.customerTag, ids) : new Map();
  return showEach(
    ctx,
    shapes.tagShape,
    ids.flatMap((id) => found.get(id) ?? []),
  );
}

async function addressesOf(ctx: DialectContext, customer_id: string) {
  const conditions = [{ field: "customer_id", op: "eq" as const, value: customer_id }];
  const asked = { conditions, limit: MOST, sort: "created_at" };
  const { data } = await ctx.read(accounts.customerAddress.actions.list, asked);
  return showEach(ctx, shapes.addressShape, data);
}

const ACTIVITIES = 50;

const newest = { limit: ACTIVITIES, sort: "-created_at" };
const ofCustomer = (value: string, field = "customer_id") => ({
  conditions: [{ field, op: "eq" as const, value }],
});

async function activitiesOf(ctx: DialectContext, id: string) {
  const { data } = await ctx.read(accounts.activity.actions.list, { ...ofCustomer(id), ...newest });
  const rows = data as dealings.ActivityRow[];
  await withNames(ctx, rows);
  return showEach(ctx, dealings.activityShape, rows);
}

async function commentsOf(ctx: DialectContext, id: string) {
  const { data } = await ctx.read(accounts.comment.actions.list, { ...ofCustomer(id), ...newest });
  return showEach(ctx, dealings.commentShape, data);
}

async function dealsOf(ctx: DialectContext, id: string, field: "person_id" | "company_id") {
  const asked = { ...ofCustomer(id, field), limit: MOST, sort: "-created_at" };
  const { data } = await ctx.read(accounts.deal.actions.list, asked);
  return showEach(ctx, dealings.dealShape, data);
}

type Customer = Entity<typeof accounts.contact> | accounts.BusinessCustomer;

/** What persons and companies are shown with, as far as it is asked for. */
async function around(
  ctx: DialectContext,
  { id, tag_ids }: Customer,
  { include = "", as }: { include?: string | undefined; as: "person_id" | "company_id" },
) {
  const asked = new Set(include.split(",").map((each) => each.trim()));
  const has = (...names: string[]) => names.some((each) => asked.has(each));
  const [tags, addresses, comments, activities, deals, viewer] = await Promise.all([
    tagsOf(ctx, tag_ids),
    has("addresses") ? addressesOf(ctx, id) : [],
    has("comments", "notes") ? commentsOf(ctx, id) : [],
    has("activities") ? activitiesOf(ctx, id) : [],
    has("deals") ? dealsOf(ctx, id, as) : [],
    viewerOf(ctx),
  ]);
  return { customFields: {}, tags, addresses, viewer, comments, activities, deals, todos: [] };
}

const getCustomersPeopleById = handle({
  ...{ ids: { id: "id" }, of: "person", scope: "read:contacts", query: shapes.detailQuery },
  schema: objectWith({ person: openObject, addresses: openObjects }),
  async run(ctx, { id, include }) {
    const row = (await customerNamed(ctx, accounts.contact, id)) as shapes.PersonRow;
    const person = await showOne(ctx, shapes.personEntityShape, row);
    const profile = await showOne(ctx, shapes.personProfileShape, row);
    return { person, profile, ...(await around(ctx, row, { include, as: "person_id" })) };
  },
});

const getCustomersCompaniesById = handle({
  ...{ ids: { id: "id" }, of: "company", scope: "read:customers", query: shapes.detailQuery },
  schema: objectWith({ company: openObject, addresses: openObjects }),
  async run(ctx, { id, include }) {
    const row = (await customerNamed(ctx, accounts.businessCustomer, id)) as shapes.CompanyRow;
    const conditions = [{ field: "company_id", op: "eq" as const, value: row.id }];
    const { data } = await ctx.read(accounts.contact.actions.list, { conditions, limit: MOST });
    const company = await showOne(ctx, shapes.companyEntityShape, row);
    const profile = await showOne(ctx, shapes.companyProfileShape, row);
    const people = await showEach(ctx, shapes.staffShape, data);
    return { company, profile, people, ...(await around(ctx, row, { include, as: "company_id" })) };
  },
});

const [LEAST_DIGITS, MOST_DIGITS] = [4, 255];

const getCustomersPeopleCheckPhone = handle({
  ...{ scope: "read:contacts", query: shapes.digitsQuery },
  async run(ctx, { digits = "" }) {
    const value = digits.replaceAll(/\D/g, "");
    if (value.length < LEAST_DIGITS || value.length > MOST_DIGITS) return { match: null };
    const conditions = [{ field: "phone_digits", op: "eq" as const, value }];
    const { data } = await ctx.read(accounts.contact.actions.list, { conditions, limit: 1 });
    const [found] = data;
    return { match: found ? { id: found.id, displayName: found.display_name } : null };
  },
});

export const customerDetailOperations = {
  ...{ getCustomersPeopleById, getCustomersCompaniesById, getCustomersPeopleCheckPhone },
};
