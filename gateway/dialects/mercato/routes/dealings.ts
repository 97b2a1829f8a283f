/** Activities, comments and deals of customers (8). */
import * as accounts from "../../../../services/accounts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import {
  area,
  type Behavior,
  type Body,
  type DialectContext,
  handle,
  manyById,
  objectWith,
  showOne,
} from "../../../kit/index.ts";
import { crud, openObject, openObjects } from "../area.ts";
import { idsFilter } from "../filters.ts";
import { snakeRows } from "../shapes/common.ts";
import * as shapes from "../shapes/dealings.ts";
import { viewerOf } from "./viewer.ts";

const rowsById = (
  ctx: DialectContext,
  resource: typeof accounts.member | typeof accounts.deal,
  ids: (string | null)[],
) => {
  const named = [...new Set(ids.filter((id) => id !== null))];
  return named.length ? manyById(ctx, resource, named) : new Map<string, Body>();
};

/** Who noted the activities, and the titles of their deals. */
export async function withNames(ctx: DialectContext, rows: readonly shapes.ActivityRow[]): Promise<void> {
  const [people, deals] = await Promise.all([
    rowsById(
      ctx,
      accounts.member,
      rows.map((each) => each.author_member_id),
    ),
    rowsById(
      ctx,
      accounts.deal,
      rows.map((each) => each.deal_id),
    ),
  ]);
  for (const row of rows) {
    const { first_name, last_name, email = null } = people.get(row.author_member_id ?? "") ?? {};
    row.author_name = [first_name, last_name].filter(Boolean).join(" ") || null;
    row.author_email = email as string | null;
    row.deal_title = (deals.get(row.deal_id ?? "")?.title ?? null) as string | null;
  }
}

const activities = crud(
  "CustomersActivities",
  area<shapes.ActivityRow>(accounts.activity, shapes.activityShape, { complete: withNames }),
);

const comments = crud(
  "CustomersComments",
  area(accounts.comment, shapes.commentShape, { shows: snakeRows(shapes.commentShape) }),
);

/** A creation that tells the author as well. */
const tellingAuthor = (does: Behavior): Behavior => ({
  ...does,
  response: () => objectWith({ id: uuid, authorUserId: { type: ["string", "null"], format: "uuid" } }),
  run(ctx) {
    const created = ({ row: { id, author_member_id } }: { row: Body }) => ({
      body: { id, authorUserId: author_member_id },
    });
    return does.run({ ...ctx, dialect: { ...ctx.dialect, created } });
  },
});
const uuid = { type: "string", format: "uuid" };

/** May be named again: all of them count. */
const every = (field: string) => ({ ...idsFilter(field), lists: true });

const deals = crud(
  "CustomersDeals",
  area<accounts.Deal>(accounts.deal, shapes.dealShape, {
    filters: {
      ...{ personId: every("person_id"), personEntityId: every("person_id") },
      ...{ companyId: every("company_id"), companyEntityId: every("company_id") },
    },
    shows: shapes.dealRowShape,
  }),
);

const getCustomersDealsById = handle({
  ...{ ids: { id: "id" }, of: "deal", scope: "read:deals" },
  schema: objectWith({ deal: openObject, people: openObjects, companies: openObjects }),
  async run(ctx, { id }) {
    const row = await ctx.read(accounts.deal.actions.get, { id });
    if (row.deleted_at) throw notFound("deal", id);
    const [people, companies, viewer] = await Promise.all([
      ctx.read(accounts.contact.actions.many, { ids: row.person_ids }),
      ctx.read(accounts.businessCustomer.actions.many, { ids: row.company_ids }),
      viewerOf(ctx),
    ]);
    return {
      deal: await showOne(ctx, shapes.dealShape, row),
      people: people.map((each) => shapes.party("person", each.id, each.display_name, each.title)),
      companies: companies.map((each) => shapes.party("company", each.id, each.name, each.industry)),
      ...{ customFields: {}, viewer },
    };
  },
});

export const dealingOperations = {
  ...{ ...activities, ...comments, ...deals },
  postCustomersComments: tellingAuthor(comments.postCustomersComments),
  getCustomersDealsById,
};
