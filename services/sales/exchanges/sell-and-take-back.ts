/** New sales and refunds in one run, whoever asks for them: both are decided in one pivot, then units and money follow. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Step } from "../../../shared/saga/saga.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import {
  type Checkout,
  finalizeIn,
  noteCosts,
  postFinalized,
  sellHeld,
  takesStock,
} from "../checkout/checkout-steps.ts";
import { hasUnits } from "../checkout/hold-steps.ts";
import type { refund } from "../refunds/refund.ts";
import { giveAllBack, type OneRefund, postRefunds, putsBack, takeBack } from "../refunds/refund-steps.ts";

export type BothWays = {
  /** New sales, whose units are held. */
  sales: Checkout[];
  /** Each refund belongs to a different sale. */
  refunds: OneRefund[];
  refunded?: Entity<typeof refund>[];
};

/** The pivot. */
export async function sellAndTakeBack(tx: Tx, { sales, refunds }: BothWays): Promise<Partial<BothWays>> {
  const done: Checkout[] = [];
  for (const each of sales) done.push({ ...each, finalized: await finalizeIn(tx, each) });
  return { sales: done, ...(await giveAllBack(tx, refunds)) };
}

const sellsStock = ({ sales }: BothWays): boolean => sales.some(takesStock);

/** The steps after it. */
export const soldAndTakenBack: readonly Step<BothWays>[] = [
  {
    name: "sell_units",
    needed: ({ sales }) => sales.some(hasUnits),
    async run(context, { sales }) {
      const sold: Checkout[] = [];
      for (const each of sales)
        sold.push(hasUnits(each) ? { ...each, ...(await sellHeld(context, each)) } : each);
      return sales.some(takesStock) ? { sales: sold } : undefined;
    },
  },
  {
    name: "note_costs",
    needed: sellsStock,
    waits: sellsStock,
    answers: sellsStock,
    async run(context, { sales }) {
      const noted: Checkout[] = [];
      for (const each of sales)
        noted.push(takesStock(each) ? { ...each, ...(await noteCosts(context, each)) } : each);
      return { sales: noted };
    },
  },
  {
    name: "post_sale",
    needed: ({ sales }) => sales.length > 0,
    waits: sellsStock,
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
];
