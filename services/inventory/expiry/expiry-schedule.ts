/** Searches every organization for expired items. A failure of one does not stop the others (TEN-4). */
import { nowMs } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemMeta } from "../../../shared/meta.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { organization } from "../../accounts/public.ts";
import { item } from "../items/item.ts";
import { expireItems } from "./declarations.ts";

const EVERY_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const CHUNK = 200;
/** Batches per organization and round. The rest follows in the next round. */
const MOST_TURNS = 20;

async function expireOne(org_id: string, callFor: (meta: Meta) => Call): Promise<void> {
  const bare = systemMeta("inventory:expiry", org_id, newId());
  const { slug, mode, currency, timezone } = await callFor(bare)(organization.actions.get, { id: org_id });
  const meta: Meta = { ...bare, org: { id: org_id, slug, mode, currency, timezone } };
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const { told, ended } = await callFor(meta)(expireItems, { limit: CHUNK }, { timeout_ms: 30_000 });
    if (Math.max(told, ended) < CHUNK) return;
  }
}

export const expirySchedule: Schedule = {
  name: "item-expiry",
  every_ms: EVERY_MS,
  async run(global, callFor) {
    // Uses the latest date on earth. The organization's time zone decides later.
    const latest = new Date(nowMs() + DAY_MS).toISOString().slice(0, 10);
    const past = { $lt: latest };
    const failures: unknown[] = [];
    for (const org_id of await global.tenants(item)) {
      const due = { org_id, deleted_at: null, statuses: "active", expires_on: past };
      const some = { $or: [{ expiry_announced_on: null }, { pick_up_until: past }] };
      const [first] = await global.due(item, { ...due, ...some }, 1);
      if (first) await expireOne(org_id, callFor).catch((error: unknown) => failures.push(error));
    }
    if (failures.length) throw new AggregateError(failures, "Expiry failed for some organizations.");
  },
};
