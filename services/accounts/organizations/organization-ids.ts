import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { liveOrganizations } from "./find-organization.ts";
import { testTenant } from "./tenants.ts";

export const organizationIds = beforeTenant(declared.organizationIds, async (global, input) => {
  const found = (await liveOrganizations(global)).find((each) => each.slug === input.organization);
  return { ids: found ? [found.id, testTenant(found.id)] : [] };
});
