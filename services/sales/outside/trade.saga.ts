/**
 * One request of an outside register (D37): pieces are taken in, changed or moved; some are sold, some taken back. One
 * transaction of inventory decides about refusals and holds the pieces to be sold. After it, only the sale of a refund may
 * have been changed by another request.
 */
import { isFailure } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { BatchStep } from "../../../shared/service/batch.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { releaseUnits, removeItem, takeInItem, takeUnits } from "../../inventory/public.ts";
import {
  type Checkout,
  finalizeIn,
  noteCosts,
  postFinalized,
  sellHeld,
  takesStock,
} from "../checkout/checkout-steps.ts";
import type { refund } from "../refunds/refund.ts";
import { giveAllBack, type OneRefund, postRefunds, putsBack, takeBack } from "../refunds/refund-steps.ts";
import { inSteps } from "./trade-steps.ts";

export type Trade = {
  /** The steps of inventory, which come first. */
  steps: BatchStep[];
  /** The sold pieces, in the order of the request. */
  sold: string[];
  /** New sales, one per store. */
  sales: Checkout[];
  refunds: OneRefund[];
  refunded?: Entity<typeof refund>[];
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
  async pivot(tx, { sales, refunds }) {
    const done: Checkout[] = [];
    for (const each of sales) done.push({ ...each, finalized: await finalizeIn(tx, each) });
    return { sales: done, ...(await giveAllBack(tx, refunds)) };
  },
  after: [
    {
      name: "sell_units",
      needed: ({ sales }) => sales.length > 0,
      async run(context, { sales }) {
        const sold: Checkout[] = [];
        for (const each of sales) sold.push({ ...each, ...(await sellHeld(context, each)) });
        return sales.some(takesStock) ? { sales: sold } : undefined;
      },
    },
    {
      name: "note_costs",
      needed: ({ sales }) => sales.some(takesStock),
      waits: ({ sales }) => sales.some(takesStock),
      async run(context, { sales }) {
        for (const each of sales.filter(takesStock)) await noteCosts(context, each);
        return undefined;
      },
    },
    {
      name: "post_sale",
      needed: ({ sales }) => sales.length > 0,
      waits: ({ sales }) => sales.some(takesStock),
      async run(context, { sales }) {
        for (const each of sales) await postFinalized(context, each);
        return undefined;
      },
    },
    {
      name: "return_units",
      needed: ({ refunds }) => refunds.length > 0,
      run: (context, { refunds }) => takeBack(context, refunds),
    },
    {
      name: "post_refund",
      needed: ({ refunds }) => refunds.length > 0,
      waits: ({ refunds }) => refunds.some(putsBack),
      async run(context, { refunds }) {
        await postRefunds(context, refunds);
        return undefined;
      },
    },
  ],
});

/** A piece that this trade took in is removed again, because a repetition takes in its own. A piece that has been sold since stays. */
async function unmake(call: Call, id: string): Promise<void> {
  try {
    await call(removeItem, { id });
  } catch (error) {
    if (!isFailure(error) || error.code >= 500) throw error;
  }
}
