import { nowMs } from "../../../shared/clock.ts";
import { type Meta, systemActor } from "../../../shared/meta.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { sale } from "../sales/sale.ts";
import { unparkSale } from "./declarations.ts";

/** SALE-2: an expired hold releases its pieces and opens the sale again, unless its customer has paid for them (LAY-5). */
export const endHolds: Schedule = {
  name: "end_holds",
  every_ms: 30_000,
  async run(global, callFor) {
    const now = new Date(nowMs()).toISOString();
    for (const { id, org_id } of await global.due(
      sale,
      { status: "parked", lay_by: null, hold_until: { $lte: now } },
      100,
    )) {
      const meta: Meta = {
        org: { id: org_id, slug: "", mode: "live", currency: "", timezone: "UTC" },
        actor: systemActor("sales.end_holds"),
        scopes: ["*"],
        request_id: `hold-${id}`.slice(0, 64),
      };
      await callFor(meta)(unparkSale, { id });
    }
  },
};
