/** Erases users whose delay is over (USR-1); what they agreed keeps their opaque id. */
import { nowInstant } from "../../../shared/clock.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import type { Global } from "../../../shared/service/global.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { marketplaceUser } from "./marketplace-user.ts";

const EVERY_MS = 60 * 60_000;
const MOST = 500;

const erase = (global: Global, { id, org_id }: { id: string; org_id: string }): Promise<void> =>
  global.transact(systemMeta(org_id), { action: "accounts.marketplace_user.erased" }, async (tx) => {
    const before = await tx.get(marketplaceUser, id);
    if (before?.scheduled_deletion_at && before.scheduled_deletion_at <= tx.now)
      await tx.purge(marketplaceUser, before);
  });

export const marketplaceErasures: Schedule = {
  name: "marketplace-erasures",
  every_ms: EVERY_MS,
  async run(global) {
    const due = { scheduled_deletion_at: { $ne: null, $lte: nowInstant() } };
    for (const each of await global.due(marketplaceUser, due, MOST)) await erase(global, each);
  },
};
