/** API keys. */
import { type apiKey, createApiKey } from "../../../../services/accounts/public.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import { c, computed, field, inputOf, rowsOf, shape, shown } from "../../../kit/index.ts";
import { own, std } from "./common.ts";

export type KeyRow = Entity<typeof apiKey> & {
  organization_name: string | null;
  roles: { id: string; name: string | null }[];
};

const always = { always: true } as const;
const { id, organizationId, tenantId, createdAt } = std;

export const keyShape = shape("ApiKey", rowsOf<KeyRow>(), {
  ...{ id, organizationId, tenantId, createdAt },
  name: shown("name", c.text),
  description: shown("description", c.text, { nullable: true }),
  keyPrefix: shown("prefix", c.text),
  organizationName: computed(c.text, (row: KeyRow) => row.organization_name, always),
  lastUsedAt: shown("last_used_at", c.instant, { nullable: true }),
  expiresAt: shown("expires_at", c.instant, { nullable: true }),
  roles: computed(c.listOf(c.object), (row: KeyRow) => row.roles, always),
});

export const newKeyShape = shape("ApiKeyBody", inputOf(createApiKey), {
  name: field("name", c.text, { required: true }),
  ...own(inputOf(createApiKey), ["description", "roles", "expires_at"]),
});
