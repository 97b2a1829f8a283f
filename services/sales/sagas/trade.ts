/**
 * What an outside till tells at once (D37): pieces taken in, changed or moved, some of them sold, some taken back. Whatever
 * refuses is decided in one transaction of inventory, which holds what is sold as the pieces are after it: when that
 * stands, only the sale of a refund may still have been changed by someone else.
 */
import { isFailure, repointed } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { type BatchStep, batchOf } from "../../../shared/service/batch.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { releaseUnits, takeUnits } from "../../inventory/public.ts";
import type { refund } from "../resources/sale.ts";
import { type Checkout, finalizeIn, postFinalized, sellHeld } from "./checkout.ts";
import { giveAllBack, type OneRefund, postRefunds, takeBack } from "./refund.ts";

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

type Told = { sold: readonly string[]; units: readonly { item_id: string }[] };

/** Steps of inventory, done or only tried; a refusal names the step, or the piece that cannot be sold. */
export async function inSteps(
  call: Call,
  steps: BatchStep[],
  { sold, units }: Told,
  check = false,
): Promise<unknown[]> {
  try {
    return await call(batchOf("inventory"), { steps, check });
  } catch (error) {
    const held = steps.findIndex(({ action }) => action === takeUnits.name);
    if (isFailure(error) && error.data?.index === held) delete error.data.index;
    throw repointed(error, (pointer) => {
      const [, at = "", rest = ""] = /^\/(\d+)(.*)$/.exec(pointer) ?? [];
      const line = Number(/^\/lines\/(\d+)/.exec(rest)?.[1]);
      if (Number(at) === held) return `/sold/${sold.indexOf(units[line]?.item_id ?? "")}`;
      return at ? `/steps/${at}${rest}` : pointer;
    });
  }
}
