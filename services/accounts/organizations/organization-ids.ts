import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { organizationOf } from "./slug-claim.ts";
import { testTenant } from "./tenants.ts";

export const organizationIds = beforeTenant(declared.organizationIds, async (global, input) => {
  const found = await organizationOf(global, input.organization);
  return { ids: found ? [found.id, testTenant(found.id)] : [] };
});
