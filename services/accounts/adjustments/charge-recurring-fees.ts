import { nowMs } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { account } from "../accounts/account.ts";
import { organization } from "../organizations/organization.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { chargeFees } from "./declarations.ts";
import { dueOn } from "./due-fees.ts";

const EVERY_MS = 10 * 60_000;
const CHUNK = 500;

/** A failure in one organization does not stop the others (TEN-4). */
export const chargeRecurringFees: Schedule = {
  name: "recurring_fees",
  every_ms: EVERY_MS,
  async run(global, callFor) {
    const failures: unknown[] = [];
    for (const org_id of await global.tenants(account)) {
      const found = await global.lookup(organization, { _id: org_id });
      if (!found) continue;
      const { slug, mode, currency, timezone } = found.entity;
      const date = businessDate(nowMs(), timezone);
      const [first] = await global.due(account, { org_id, ...dueOn(date) }, 1);
      if (!first) continue;
      const meta: Meta = { ...systemMeta(org_id), org: { id: org_id, slug, mode, currency, timezone } };
      await callFor(meta)(chargeFees, { limit: CHUNK }, { timeout_ms: 60_000 }).catch((error: unknown) =>
        failures.push(error),
      );
    }
    if (failures.length) throw new AggregateError(failures, "Recurring fees failed for some organizations.");
  },
};
