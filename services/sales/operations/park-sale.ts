/** open → parked → open, and open or parked → discarded (4.2, SALE-2). */

import { nowMs } from "../../../shared/clock.ts";
import { fail, invalidField } from "../../../shared/errors.ts";
import { type Meta, systemActor } from "../../../shared/meta.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { loadParties } from "../../accounts/public.ts";
import { discardSale, parkSale, unparkSale } from "../public.ts";
import { sale } from "../resources/sale.ts";
import { unitsOf } from "../rules/basket.ts";
import { moveSale, type SaleStatus } from "../rules/sale-status.ts";
import { type Leaving, leaving, type Parking, parking } from "../sagas/park.ts";
import { wholeSale } from "./one-sale.ts";

const DAY_MS = 86_400_000;

/** The sale, and whether it is there already (STM-2). */
async function moving({ reader, headers }: FlowContext, id: string, to: SaleStatus) {
  const before = await wholeSale(reader, id);
  matchVersion(before, headers.if_match);
  const moved = moveSale(before.status, to);
  if (!moved.ok) {
    const { from, allowed } = moved;
    throw fail("invalid_transition", `A ${from} sale cannot become ${to}.`, { from, to, allowed });
  }
  return { before, changed: moved.changed };
}

export const park = flow(parkSale, async (context, input) => {
  const { before, changed } = await moving(context, input.id, "parked");
  if (!changed) return visibleOf(sale, before);
  if (before.lines.length === 0) throw fail("unprocessable", "A sale without lines cannot be parked.");
  const hold_until = input.hold_until ?? (await defaultHold(context));
  if (Date.parse(hold_until) <= nowMs()) {
    throw invalidField("/hold_until", "in_the_past", "'hold_until' must be later than now.");
  }
  const data: Parking = { sale_id: before.id, version: before.version, hold_until, units: unitsOf(before) };
  const { parked } = await context.runSaga(parking, {
    ...run(context, before),
    data,
    answer: (after) => after.parked,
  });
  return parked!;
});

async function defaultHold({ call }: FlowContext): Promise<string> {
  const { organization } = await call(loadParties, {});
  return new Date(nowMs() + organization.hold_days * DAY_MS).toISOString();
}

const run = ({ meta, headers }: Pick<FlowContext, "meta" | "headers">, before: { id: string }) => ({
  subject: `sale:${before.id}`,
  meta,
  headers,
});

async function leave(context: FlowContext, before: Entity<typeof sale>, to: "open" | "discarded") {
  const { id, version, status, hold_id } = before;
  const data: Leaving = { sale_id: id, version, from: status, to, hold_id };
  const { left } = await context.runSaga(leaving, {
    ...run(context, before),
    data,
    answer: (after) => after.left,
  });
  return left!;
}

export const unpark = flow(unparkSale, async (context, { id }) => {
  const { before, changed } = await moving(context, id, "open");
  return changed ? leave(context, before, "open") : visibleOf(sale, before);
});

export const discard = flow(discardSale, async (context, { id }) => {
  const { before, changed } = await moving(context, id, "discarded");
  return changed ? leave(context, before, "discarded") : visibleOf(sale, before);
});

/** SALE-2: a hold that has run out gives its pieces back and opens the sale again. */
export const endHolds: Schedule = {
  name: "end_holds",
  every_ms: 30_000,
  async run(global, callFor) {
    const now = new Date(nowMs()).toISOString();
    for (const { id, org_id } of await global.due(
      sale,
      { status: "parked", hold_until: { $lte: now } },
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
