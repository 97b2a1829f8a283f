import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { platform } from "./platform.ts";

export const platformOwner = beforeTenant(declared.platformOwner, async (global, { id }) => {
  const found = await global.lookup(platform, { _id: id });
  return { org_id: found?.entity.org_id ?? null };
});
