import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { claimDomains } from "./domain-claim.ts";
import { platform } from "./platform.ts";
import { requireProvider } from "./require-provider.ts";

export const createPlatform = command(declared.createPlatform, async (tx, input) => {
  requireProvider(tx, input.provider);
  const id = newId();
  await claimDomains(tx, id, [], input.domains);
  return tx.insert(platform, { id, ...input });
});
