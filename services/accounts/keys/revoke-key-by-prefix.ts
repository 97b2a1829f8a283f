/** An operator revokes a key by its first characters. */
import { fail } from "../../../shared/errors.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { apiKey } from "../identity/api-key.ts";
import { organizationNamed } from "../organizations/find-organization.ts";
import * as declared from "./declarations.ts";
import { operatorMeta } from "./operator-meta.ts";

export const revokeKeyByPrefix = beforeTenant(declared.revokeKeyByPrefix, async (global, input) => {
  const meta = operatorMeta(await organizationNamed(global, input.organization));
  return global.transact(meta, { action: declared.revokeKeyByPrefix.name }, async (tx) => {
    const before = await tx.findOne(apiKey, { prefix: input.prefix });
    if (!before) throw fail("not_found", "There is no such key.");
    if (!before.revoked_at) await tx.save(apiKey, before, { revoked_at: tx.now });
    return { revoked: true };
  });
});
