import { nowMs } from "../../../shared/clock.ts";
import { fail, invalidField } from "../../../shared/errors.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { loadParties } from "../../accounts/public.ts";
import { unitsOf } from "../pricing/rules/basket.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { moving, sagaOf } from "./move-sale.ts";
import { type Parking, parking } from "./park.saga.ts";

const DAY_MS = 86_400_000;

export const parkSale = flow(declared.parkSale, async (context, input) => {
  const { before, changed } = await moving(context, input.id, "parked");
  if (!changed) return visibleOf(sale, before);
  if (before.lines.length === 0) throw fail("unprocessable", "A sale without lines cannot be parked.");
  const hold_until = input.hold_until ?? (await defaultHold(context));
  if (Date.parse(hold_until) <= nowMs()) {
    throw invalidField("/hold_until", "in_the_past", "'hold_until' must be later than now.");
  }
  const data: Parking = { sale_id: before.id, version: before.version, hold_until, units: unitsOf(before) };
  const { parked } = await context.runSaga(parking, {
    ...sagaOf(context, before),
    data,
    answer: (after) => after.parked,
  });
  return parked!;
});

async function defaultHold({ call }: FlowContext): Promise<string> {
  const { organization } = await call(loadParties, {});
  return new Date(nowMs() + organization.hold_days * DAY_MS).toISOString();
}
