/** Wakes subscriptions for which something is due. One copy of the service does (SUB-10). */
import { nowInstant } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemMeta } from "../../../shared/meta.ts";
import { type Leading, leadingWorker } from "../../../shared/service/leading-worker.ts";
import { organization } from "../../accounts/public.ts";
import { advanceSubscription } from "../subscriptions/declarations.ts";
import { subscription } from "../subscriptions/subscription.ts";

const MOST_AT_ONCE = 8;
const TIMEOUT_MS = 5 * 60_000;

async function advance({ place }: Leading, { id, org_id }: { id: string; org_id: string }): Promise<void> {
  const bare = systemMeta("contracts:subscriptions", org_id, newId());
  const { slug, mode, currency, timezone } = await place.callFor(bare)(organization.actions.get, {
    id: org_id,
  });
  const meta: Meta = { ...bare, org: { id: org_id, slug, mode, currency, timezone } };
  await place.callFor(meta)(advanceSubscription, { id }, { timeout_ms: TIMEOUT_MS });
}

export const subscriptionWorker = leadingWorker("subscriptions", (leading) => {
  const flying = new Set<string>();
  return async () => {
    const limit = MOST_AT_ONCE - flying.size;
    if (limit <= 0) return true;
    const due = { next_at: { $ne: null, $lte: nowInstant() }, _id: { $nin: [...flying] } };
    const found = await leading.place.global.due(subscription, due, limit);
    for (const each of found) {
      if (leading.stopped()) break;
      flying.add(each.id);
      leading.open(advance(leading, each).finally(() => flying.delete(each.id)));
    }
    return found.length > 0;
  };
});
