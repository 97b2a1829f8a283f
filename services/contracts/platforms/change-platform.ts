import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { claimDomains } from "./domain-claim.ts";
import { platform } from "./platform.ts";
import { requireProvider } from "./require-provider.ts";

export const changePlatform = command(declared.changePlatform, async (tx, { id, ...changes }) => {
  requireProvider(tx, changes.provider);
  const before = await tx.target(platform, id);
  if (changes.domains) await claimDomains(tx, id, before.domains, changes.domains);
  return tx.save(platform, before, changes);
});
