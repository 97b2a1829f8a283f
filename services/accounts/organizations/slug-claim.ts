import { id } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { resource } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";

/** One row per slug of an organization: two who want the same meet there (D53). */
export const slugClaim = resource({
  service: "accounts",
  name: "slug_claim",
  plural: "slug_claims",
  fields: { organization_id: id() },
  hardDelete: true,
  shared: true,
  verbs: [],
});

/** Whether the slug is the organization's from now on; false: it is another's. */
export const claimSlug = (global: Global, slug: string, organization_id: string): Promise<boolean> =>
  global.establish(slugClaim, idOf(`slug:${slug}`), { organization_id });

/** The organization that has taken the slug. */
export const slugClaimOf = async (global: Global, slug: string): Promise<string | undefined> =>
  (await global.lookup(slugClaim, { _id: idOf(`slug:${slug}`) }))?.entity.organization_id;
