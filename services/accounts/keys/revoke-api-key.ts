import { command } from "../../../shared/service/operation.ts";
import { apiKey } from "../identity/api-key.ts";
import { refuseLastKey } from "../identity/last-key.ts";
import * as declared from "./declarations.ts";

export const revokeApiKey = command(declared.revokeApiKey, async (tx, { id }) => {
  const before = await tx.target(apiKey, id);
  if (before.revoked_at) return before;
  await refuseLastKey(tx, ({ key, maker }) => (key.id === id ? null : maker));
  return tx.save(apiKey, before, { revoked_at: tx.now });
});
