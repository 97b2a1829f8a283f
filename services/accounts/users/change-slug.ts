/** An owner changes the slug of an organization (D53); used slugs stay reserved. */
import { fail } from "../../../shared/errors.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { liveOrganizations } from "../organizations/find-organization.ts";
import { organization } from "../organizations/organization.ts";
import { claimSlug, slugClaimOf } from "../organizations/slug-claim.ts";
import { personIn } from "../tokens/memberships.ts";
import * as declared from "./declarations.ts";

export const changeSlug = beforeTenant(declared.changeSlug, async (global, { id, user_id, slug }) => {
  const taken = (await liveOrganizations(global)).some((each) => each.slug === slug && each.id !== id);
  const own = taken || (await claimSlug(global, slug, id)) ? id : await slugClaimOf(global, slug);
  if (taken || own !== id) {
    const message = `The slug '${slug}' is taken.`;
    throw fail("conflict", message, { errors: [{ pointer: "/slug", code: "taken", message }] });
  }
  return global.transact(personIn(id, user_id), { action: declared.changeSlug.name }, async (tx) =>
    tx.save(organization, await tx.load(organization, id), { slug }),
  );
});
