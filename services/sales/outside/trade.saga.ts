/**
 * What an outside till tells at once (D37): pieces taken in, changed or moved, some of them sold, some taken back. Whatever
 * refuses is decided in one transaction of inventory, which holds what is sold as the pieces are after it: when that
 * stands, only the sale of a refund may still have been changed by someone else.
 */
import { isFailure } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { BatchStep } from "../../../shared/service/batch.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { releaseUnits, removeItem, takeInItem, takeUnits } from "../../inventory/public.ts";
import { type Checkout, finalizeIn, postFinalized, sellHeld } from "../checkout/checkout-steps.ts";
import type { refund } from "../refunds/refund.ts";
import { giveAllBack, type OneRefund, postRefunds, takeBack } from "../refunds/refund-steps.ts";
import { inSteps } from "./trade-steps.ts";

export type Trade = {
  /** What inventory does to the pieces first. */
  steps: BatchStep[];
  /** The pieces that are sold, as the caller numbered them. */
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
        for (const each of sales) await sellHeld(context, each);
        return undefined;
      },
    },
    {
      name: "post_sale",
      needed: ({ sales }) => sales.length > 0,
      async run(context, { sales }) {
        for (const each of sales) await postFinalized(context, each);
        return undefined;
      },
    },
    {
      name: "return_units",
      needed: ({ refunds }) => refunds.length > 0,
      async run(context, { refunds }) {
        await takeBack(context, refunds);
        return undefined;
      },
    },
    {
      name: "post_refund",
      needed: ({ refunds }) => refunds.length > 0,
      async run(context, { refunds }) {
        await postRefunds(context, refunds);
        return undefined;
      },
    },
  ],
});

/** A piece that came in with this trade goes again, for a repeated request brings its own; one that others sold by now stays. */
async function unmake(call: Call, id: string): Promise<void> {
  try {
    await call(removeItem, { id });
  } catch (error) {
    if (!isFailure(error) || error.code >= 500) throw error;
  }
}
