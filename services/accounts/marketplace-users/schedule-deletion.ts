/** Users leave after a delay, in which signing in keeps them (USR-1, USR-4). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { marketplaceUser, shown } from "./marketplace-user.ts";

const DELAY_MS = 30 * 86_400_000;

export const scheduleMarketplaceUserDeletion = command(
  declared.scheduleMarketplaceUserDeletion,
  async (tx, { id }) => {
    const before = await tx.target(marketplaceUser, id);
    if (before.is_house)
      throw fail("not_deletable", "The house user stands for the organization and cannot be deleted.");
    if (before.scheduled_deletion_at) return shown(before);
    const scheduled_deletion_at = new Date(Date.parse(tx.now) + DELAY_MS).toISOString();
    return shown(await tx.save(marketplaceUser, before, { scheduled_deletion_at }, { verb: "updated" }));
  },
);

export const keepMarketplaceUser = command(declared.keepMarketplaceUser, async (tx, { id }) => {
  const before = await tx.target(marketplaceUser, id);
  return shown(await tx.save(marketplaceUser, before, { scheduled_deletion_at: null }));
});
