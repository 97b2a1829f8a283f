import { nowMs } from "../../../shared/clock.ts";
import { type Meta, systemActor } from "../../../shared/meta.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { sale } from "../sales/sale.ts";
import { markOverdue } from "./declarations.ts";

/** LAY-5: notes once that a due date has passed. The items stay held, because the customer has paid for a part of them. */
export const findOverdue: Schedule = {
  name: "find_overdue_lay_bys",
  every_ms: 30_000,
  async run(global, callFor) {
    const now = new Date(nowMs()).toISOString();
    const due = { status: "parked", "lay_by.status": "active", hold_until: { $lte: now } };
    for (const { id, org_id } of await global.due(sale, due, 100)) {
      const meta: Meta = {
        org: { id: org_id, slug: "", mode: "live", currency: "", timezone: "UTC" },
        actor: systemActor("sales.find_overdue_lay_bys"),
        scopes: ["*"],
        request_id: `overdue-${id}`.slice(0, 64),
      };
      await callFor(meta)(markOverdue, { id });
    }
  },
};
