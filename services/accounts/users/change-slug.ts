/** An owner changes the slug of an organization (D53). */
import { notFound } from "../../../shared/errors.ts";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";
import { claimSlug } from "../organizations/slug-claim.ts";
import { personIn } from "../tokens/memberships.ts";
import * as declared from "./declarations.ts";

export const changeSlug = beforeTenant(declared.changeSlug, async (global, { id, user_id, slug }) => {
  const { entity } = await loaded(global, id);
  await claimSlug(global, slug, id);
  // From the change on the old one answers for 90 days.
  await claimSlug(global, entity.slug, id);
  return global.transact(personIn(id, user_id), { action: declared.changeSlug.name }, async (tx) =>
    tx.save(organization, await tx.load(organization, id), { slug }),
  );
});

async function loaded(global: Global, id: string) {
  const found = await global.lookup(organization, { _id: id });
  if (!found) throw notFound("organization", id);
  return found;
}
