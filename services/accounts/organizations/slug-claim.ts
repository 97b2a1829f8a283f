import { nowInstant, nowMs } from "../../../shared/clock.ts";
import { fail } from "../../../shared/errors.ts";
import { id, instant } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { resource } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";
import { organization } from "./organization.ts";

const DAY_MS = 86_400_000;
/** How long the old slug of an organization answers (D53). */
const ANSWERS_MS = 90 * DAY_MS;

/**
 * One row per slug of an organization: two requests for the same slug conflict here (D53). The present slug of an organization
 * is its own regardless of its claim, so a process that dies between claim and use takes nothing.
 */
export const slugClaim = resource({
  service: "accounts",
  name: "slug_claim",
  plural: "slug_claims",
  fields: { organization_id: id(), answers_until: instant() },
  hardDelete: true,
  shared: true,
  verbs: [],
});

type Claim = Entity<typeof slugClaim>;
type Organization = Entity<typeof organization>;

const claimId = (slug: string): string => idOf(`slug:${slug}`);
const inNinetyDays = (): string => new Date(nowMs() + ANSWERS_MS).toISOString();

async function claimOf(global: Global, slug: string): Promise<Claim | undefined> {
  return (await global.lookup(slugClaim, { _id: claimId(slug) }))?.entity;
}

/** The organization whose slug this is now. One that was moved here from another installation has no claim. */
const holderOf = async (global: Global, slug: string): Promise<Organization | null> =>
  (await global.lookup(organization, { slug, mode: "live" }))?.entity ?? null;

/** The organization whose slug this is, or was until lately. */
export async function organizationOf(global: Global, slug: string): Promise<Organization | null> {
  const claim = await claimOf(global, slug);
  const found = claim && (await global.lookup(organization, { _id: claim.organization_id }))?.entity;
  if (claim && found && (found.slug === slug || claim.answers_until > nowInstant())) return found;
  return holderOf(global, slug);
}

/** The slug is the organization's from now on; refuses one that is another's, or was until lately. */
export async function claimSlug(global: Global, slug: string, organization_id: string): Promise<void> {
  if (await mayClaim(global, slug, organization_id)) return;
  const message = `The slug '${slug}' is taken.`;
  throw fail("conflict", message, { errors: [{ pointer: "/slug", code: "taken", message }] });
}

/** Whether the slug is the organization's from now on; false: it is another's. */
export async function mayClaim(global: Global, slug: string, organization_id: string): Promise<boolean> {
  const own = { organization_id, answers_until: inNinetyDays() };
  const holder = await holderOf(global, slug);
  if (holder && holder.id !== organization_id) return false;
  if (await global.establish(slugClaim, claimId(slug), own)) return true;
  const before = await claimOf(global, slug);
  const another = before?.organization_id !== organization_id;
  if (another && (await isTaken(global, slug, before))) return false;
  await global.changeAll(slugClaim, { _id: claimId(slug), ...held(before) }, own);
  return (await claimOf(global, slug))?.organization_id === organization_id;
}

/** Of several requests only one finds the claim unchanged. */
const held = (claim: Claim | undefined) =>
  claim && { organization_id: claim.organization_id, answers_until: claim.answers_until };

/** A slug becomes free only when its time is over, even if its organization is purged or not yet created. */
const isTaken = async (global: Global, slug: string, claim: Claim | undefined): Promise<boolean> =>
  Boolean(claim && claim.answers_until > nowInstant()) || (await organizationOf(global, slug)) !== null;
