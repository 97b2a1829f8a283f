/** Persons and companies, with their activities and notes (8). */
import * as accounts from "../../../../services/accounts/public.ts";
import type { Area } from "../../../kit/area.ts";
import {
  type AreaOptions,
  area,
  type Behavior,
  type Body,
  type DialectContext,
  handle,
  manyById,
  objectWith,
  refusing,
} from "../../../kit/index.ts";
import { crud, idSchema } from "../area.ts";
import { dates, emailFilter, emptyFilter, idsFilter, partFilter, presence, textFilter } from "../filters.ts";
import { snakeRows } from "../shapes/common.ts";
import * as shapes from "../shapes/customers.ts";

/** Filters of persons and companies (MRC-CUS-5). */
const filters = {
  ...{ email: emailFilter("email"), hasEmail: presence("email"), hasPhone: presence("phone_number") },
  ...{ emailStartsWith: partFilter("email", "starts"), emailContains: partFilter("email", "contains") },
  ...{ hasNextInteraction: presence("next_interaction_at"), ...dates("created", "created_at") },
  ...{ tagIds: idsFilter("tag_id"), tagIdsEmpty: emptyFilter("tag_id") },
  ...{ status: textFilter("status"), source: textFilter("source") },
  lifecycleStage: textFilter("lifecycle_stage"),
};

type Noted = { tag_ids: string[]; tag_rows: readonly accounts.CustomerTag[] };

async function withTags(ctx: DialectContext, rows: readonly Noted[]): Promise<void> {
  const ids = [...new Set(rows.flatMap(({ tag_ids }) => tag_ids))];
  const found = ids.length ? await manyById(ctx, accounts.customerTag, ids) : new Map();
  for (const row of rows) row.tag_rows = row.tag_ids.flatMap((id) => found.get(id) ?? []);
}

const nothingPlanned = { at: null, name: null, refId: null, icon: null, color: null };

/** The next interaction in the columns that keep its parts; null takes it away as a whole. */
function asColumns({ next_interaction, ...values }: Body): Body {
  if (next_interaction === undefined) return values;
  const { at, name, refId, icon, color } = {
    ...nothingPlanned,
    ...(next_interaction as shapes.Interaction | null),
  };
  return {
    ...values,
    ...{ next_interaction_at: at, next_interaction_name: name, next_interaction_ref: refId },
    ...{ next_interaction_icon: icon, next_interaction_color: color },
  };
}

const customers = <Row extends Noted>(): AreaOptions<Row> => ({
  filters,
  complete: withTags,
  prepare: async (_ctx, _verb, values) => asColumns(values),
});

/** Fields of a person or company may be in the body itself or in its `profile` (MRC-CUS-2). */
const flattened = (does: Behavior): Behavior => ({
  ...does,
  run(ctx) {
    const { body } = ctx.request;
    const { profile, ...rest } = (body ?? {}) as Body;
    const isNested = typeof profile === "object" && profile !== null && !Array.isArray(profile);
    return does.run(isNested ? { ...ctx, request: { ...ctx.request, body: { ...profile, ...rest } } } : ctx);
  },
});

/** A creation that tells the ids of the customer and of its profile (MRC-CUS-1). */
const tellingProfile = (does: Behavior, name: "personId" | "companyId"): Behavior => ({
  ...does,
  response: () => objectWith({ id: uuid, [name]: uuid }),
  run(ctx) {
    const created = ({ row }: { row: Body }) => {
      const id = String(row.id);
      return { body: { id, [name]: accounts.profileIdOf(id) } };
    };
    return does.run({ ...ctx, dialect: { ...ctx.dialect, created } });
  },
});
const uuid = { type: "string", format: "uuid" };

/** An area that is sorted by `name` as well, whatever holds it. */
const sortedByName = (of: Area, field: string): Area => ({
  ...of,
  sorts: new Map([...of.sorts, ["name", field]]),
});

const persons = area<shapes.PersonRow>(accounts.contact, shapes.personShape, {
  ...customers<shapes.PersonRow>(),
  shows: snakeRows(shapes.personRowShape),
});
const people = crud("CustomersPeople", sortedByName(persons, "display_name"));

const firms = area<shapes.CompanyRow>(accounts.businessCustomer, shapes.companyShape, {
  ...customers<shapes.CompanyRow>(),
  // Its people stay, without it (MRC-CUS-8).
  actions: { remove: accounts.closeBusinessCustomer },
  shows: snakeRows(shapes.companyRowShape),
});
const companies = crud("CustomersCompanies", sortedByName(firms, "name"));

const addresses = crud(
  "CustomersAddresses",
  area(accounts.customerAddress, shapes.addressShape, { shows: snakeRows(shapes.addressShape) }),
);

const tags = crud(
  "CustomersTags",
  area(accounts.customerTag, shapes.tagAreaShape, {
    shows: snakeRows(shapes.tagAreaShape),
  }),
);

const linking = (operation: typeof accounts.assignCustomerTag | typeof accounts.unassignCustomerTag) =>
  handle({
    ...{ ...refusing(operation), body: shapes.tagLinkShape, schema: idSchema },
    run: async (ctx, { tag_id = "", customer_id = "" }) => {
      const { id } = await ctx.call(operation, { tag_id, customer_id });
      return { id };
    },
  });

export const customerOperations = {
  ...tags,
  postCustomersTagsAssign: linking(accounts.assignCustomerTag),
  postCustomersTagsUnassign: linking(accounts.unassignCustomerTag),
  ...people,
  ...companies,
  ...addresses,
  postCustomersCompanies: tellingProfile(flattened(companies.postCustomersCompanies), "companyId"),
  putCustomersCompanies: flattened(companies.putCustomersCompanies),
  postCustomersPeople: tellingProfile(flattened(people.postCustomersPeople), "personId"),
  putCustomersPeople: flattened(people.putCustomersPeople),
};
