import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { liveOrganizations } from "./find-organization.ts";

export const listOrganizations = beforeTenant(declared.listOrganizations, async (global) =>
  (await liveOrganizations(global)).map(({ id, slug, name, currency, created_at }) => ({
    id,
    slug,
    name,
    currency,
    created_at,
  })),
);
