/** Operations of people who have signed in as themselves: a key acts for a person but is not one (IDN-3, IDN-7). */
import {
  eraseUser,
  keepOrganization,
  organization,
  purgeOrganization,
} from "../../../services/accounts/public.ts";
import { beyond } from "../../kit/behavior.ts";
import type { DialectContext } from "../../kit/context.ts";
import { handle } from "../../kit/operation.ts";
import { ANY_KEY } from "../../kit/request.ts";
import type { Route } from "../../kit/route.ts";
import * as c from "../../shapes/codecs.ts";
import { field, rowsOf, shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";
import { entitySchema } from "./entity-schema.ts";

const purgeShape = shape("OrganizationPurge", rowsOf<{ slug: string }>(), {
  slug: field("slug", c.text, { required: true }),
});

const one = { ids: { id: "id" }, of: "organization", schema: entitySchema(organization) } as const;

const personOf = ({ principal: { person } }: DialectContext) => {
  const { user_id, signed_in_at } = person;
  return { user_id, signed_in_at };
};

export const personRoutes: readonly Route[] = beyond(native, {
  "DELETE /users/me": {
    ...{ id: "deleteMe", tag: "Users" },
    summary:
      "Delete yourself. You must be signed in as a person, not with a key. Your memberships and tokens end at once; your personal data are erased after 30 days unless you sign in before.",
    does: handle({
      ...{ scope: ANY_KEY, refuses: eraseUser.refuses ?? [], schema: eraseUser.output.schema },
      run: (ctx) => ctx.call(eraseUser, { ...personOf(ctx), email: ctx.principal.person.email }),
    }),
  },
  "POST /organizations/{id}/purge": {
    ...{ id: "purgeOrganization", tag: "Organizations" },
    summary:
      "Delete an organization with all its data. You must be an owner who signed in at most 10 minutes ago, and name its slug. From then on nothing of it can be reached; after seven days everything is deleted. Returns the organization.",
    does: handle({
      ...{ ...one, scope: ANY_KEY, body: purgeShape, refuses: purgeOrganization.refuses ?? [] },
      run: (ctx, { id, slug = "" }) => ctx.call(purgeOrganization, { id, ...personOf(ctx), slug }),
    }),
  },
  "POST /organizations/{id}/keep": {
    ...{ id: "keepOrganization", tag: "Organizations" },
    summary:
      "Keep an organization whose deletion was begun less than seven days ago. You must be signed in as an owner. Returns the organization.",
    does: handle({
      ...{ ...one, scope: ANY_KEY },
      run: (ctx, { id }) => ctx.call(keepOrganization, { id, user_id: ctx.principal.person.user_id }),
    }),
  },
});
