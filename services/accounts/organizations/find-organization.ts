/** Finds the organization that an operator names. */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";
import { organization } from "./organization.ts";
import { organizationOf } from "./slug-claim.ts";

export async function liveOrganizations(global: Global): Promise<Entity<typeof organization>[]> {
  const ids = await global.tenants(organization);
  const found = await Promise.all(ids.map((id) => global.lookup(organization, { _id: id })));
  return found.flatMap((each) => (each && each.entity.mode === "live" ? [each.entity] : []));
}

export async function organizationNamed(global: Global, slug: string): Promise<Entity<typeof organization>> {
  const found = await organizationOf(global, slug);
  if (!found) throw fail("not_found", `There is no organization '${slug}'.`);
  return found;
}
