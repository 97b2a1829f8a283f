/**
 * One request of an outside register (D37): pieces are taken in, changed or moved; some are sold, some taken back. One
 * transaction of inventory decides about refusals and holds the pieces to be sold. After it, only the sale of a refund may
 * have been changed by another request.
 */
import { isFailure } from "../../../shared/errors.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { BatchStep } from "../../../shared/service/batch.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { releaseUnits, removeItem, takeInItem, takeUnits } from "../../inventory/public.ts";
import { type BothWays, sellAndTakeBack, soldAndTakenBack } from "../exchanges/sell-and-take-back.ts";
import { inSteps } from "./trade-steps.ts";

export type Trade = BothWays & {
  /** The steps of inventory, which come first. */
  steps: BatchStep[];
  /** The sold pieces, in the order of the request. Their new sales are one per store. */
  sold: string[];
};

const unitsOf = ({ sales }: Trade) => sales.flatMap(({ units }) => units);

export const trading = saga<Trade>({
  name: "trade",
  before: [
    {
      name: "stock",
      needed: ({ steps, sales }) => steps.length + sales.length > 0,
      async run({ saga_id, call }, trade) {
        const lines = unitsOf(trade);
        const input = { hold_id: saga_id, allow_negative_stock: false, lines };
        const take = lines.length ? [{ action: takeUnits.name, input }] : [];
        await inSteps(call, [...trade.steps, ...take], { sold: trade.sold, units: lines });
        return undefined;
      },
      async undo({ saga_id, call }, trade) {
        const lines = unitsOf(trade);
        if (lines.length) await call(releaseUnits, { hold_id: saga_id, lines });
        for (const { action, input } of trade.steps)
          if (action === takeInItem.name) await unmake(call, String(input.id));
      },
    },
  ],
  pivot: sellAndTakeBack,
  after: soldAndTakenBack,
});

/** A piece that this trade took in is removed again, because a repetition takes in its own. A piece that has been sold since stays. */
async function unmake(call: Call, id: string): Promise<void> {
  try {
    await call(removeItem, { id });
  } catch (error) {
    if (!isFailure(error) || error.code >= 500) throw error;
  }
}
