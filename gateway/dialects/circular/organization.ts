/** The organization of the address: shown as a list of one, and changed. */
import { changeProfile, organization } from "../../../services/accounts/public.ts";
import { fail } from "../../../shared/errors.ts";
import {
  type Behavior,
  bodySchema,
  type DialectContext,
  type Given,
  inWordsOf,
  listUnder,
  objectsOf,
  readChange,
  refuseRest,
  showEach,
  shownSchema,
  showOne,
} from "../../kit/index.ts";
import { dialect } from "./dialect.ts";
import { organizationShape as shape } from "./shapes.ts";

const listing = { resource: organization, sorts: new Map<string, string>() };

export const listOrganizations: Behavior = {
  scope: "read:organization",
  parameters: ({ paging }) => paging.parameters(listing).filter(({ name }) => name === "since"),
  response: (variant) => listUnder("data", shownSchema(shape, variant)),
  async run(ctx) {
    const { list, rest } = dialect.paging.read(ctx.request.query, listing);
    refuseRest(ctx, rest, () => ["since"]);
    const { data } = await ctx.read(organization.actions.list, { conditions: list.conditions ?? [] });
    return { data: await showEach(ctx, shape, data) };
  },
};

/** The currency cannot change, because all stored prices are in it. */
function withoutCurrency<T>(
  { wire }: DialectContext,
  { currency, ...values }: Given<T> & { currency?: unknown },
) {
  if (currency === undefined || currency === wire.currency) return values;
  const message = `The currency is ${wire.currency} and cannot be changed.`;
  throw fail("currency_mismatch", message, {
    errors: [{ pointer: "/currency", code: "currency_mismatch", message }],
  });
}

export const updateOrganization: Behavior = {
  scope: "write:organization_profile",
  body: { schema: bodySchema(shape, "change"), required: true },
  response: (variant) => shownSchema(shape, variant),
  async run(ctx) {
    const [{ id, organization_slug, ...rest } = {}] = objectsOf(ctx.request.body, 1).bodies;
    const { org } = ctx.principal;
    if ((id ?? org.id) !== org.id || (organization_slug ?? org.slug) !== org.slug)
      throw fail("not_found", "There is no such organization.");
    const stored = () => ctx.read(organization.actions.get, { id: org.id });
    const changes = withoutCurrency(ctx, await readChange(ctx, shape, rest, stored));
    const changed = await inWordsOf(shape, () => ctx.call(changeProfile, { ...changes, id: org.id }));
    return showOne(ctx, shape, changed);
  },
};
