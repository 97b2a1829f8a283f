/** The owner of a domain: of two platforms that claim it, even of different organizations, one gets it (PLT-2). */
import { fail } from "../../../shared/errors.ts";
import { id } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { isDuplicate } from "../../../shared/service/duplicate.ts";
import type { Tx } from "../../../shared/service/tx.ts";

/** One row per domain of the server: its id is the domain's, so that it is there once for all tenants. */
export const domainClaim = resource({
  service: "contracts",
  name: "domain_claim",
  plural: "domain_claims",
  fields: { platform_id: id() },
  hardDelete: true,
  verbs: [],
});

const claimId = (domain: string) => idOf(`domain:${domain}`);

/** The platform has these domains from now on, and no longer those it had before. */
export async function claimDomains(
  tx: Tx,
  platform_id: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  for (const domain of before.filter((each) => !after.includes(each))) {
    const claim = await tx.get(domainClaim, claimId(domain));
    if (claim?.platform_id === platform_id) await tx.purge(domainClaim, claim);
  }
  for (const [i, domain] of after.entries())
    if (!before.includes(domain)) await claim(tx, platform_id, domain, i);
}

async function claim(tx: Tx, platform_id: string, domain: string, i: number): Promise<void> {
  const owner = await tx
    .upsert(domainClaim, claimId(domain), { platform_id })
    .then(({ entity }) => entity.platform_id)
    .catch((error: unknown) => {
      // The row is another tenant's.
      if (isDuplicate(error)) return null;
      throw error;
    });
  if (owner === platform_id) return;
  const message = `The domain '${domain}' belongs to another platform.`;
  throw fail("conflict", message, { errors: [{ pointer: `/domains/${i}`, code: "taken", message }] });
}
