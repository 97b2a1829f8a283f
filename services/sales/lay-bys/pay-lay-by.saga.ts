/**
 * Takes a payment for a sale on lay-by (LAY-2). The one that reaches the total finalizes the sale in the same pivot, so that no
 * sale is paid and not sold (LAY-4).
 */
import { saga } from "../../../shared/saga/saga.ts";
import {
  type Checkout,
  finalizeIn,
  handOver,
  noteCosts,
  postFinalized,
  sellHeld,
  takesStock,
} from "../checkout/checkout-steps.ts";
import type { Sale } from "../checkout/run-checkout.ts";
import { saleEvents } from "../sales/declarations.ts";
import { sale } from "../sales/sale.ts";
import { holdMoney, type Money, moveMoney, postMoney, type Row } from "./lay-by-money.ts";

export type Paying = {
  sale_id: string;
  before: Sale | null;
  money: Money | null;
  /** The sale after a payment that leaves a rest. */
  changes: Record<string, unknown>;
  /** Of the payment that leaves none. */
  checkout: Checkout | null;
  row?: Row;
};

const finishes = ({ checkout }: Paying): boolean => checkout !== null;
const stocks = ({ checkout }: Paying): boolean => checkout !== null && takesStock(checkout);

export const paying = saga<Paying>({
  name: "pay_lay_by",
  passing: ["before", "changes"],
  before: [holdMoney],
  async pivot(tx, { before, money, changes, checkout }) {
    const row = await moveMoney(tx, money!);
    if (checkout) return { row, checkout: { ...checkout, finalized: await finalizeIn(tx, checkout) } };
    await tx.save(sale, before!, changes, {
      emit: (after) => ({ event: saleEvents.changed, data: { sale: after } }),
    });
    return { row };
  },
  after: [
    {
      name: "post_payment",
      async run(context, { money, row }) {
        await postMoney(context, money!, row!);
        return undefined;
      },
    },
    {
      name: "hand_over",
      needed: finishes,
      async run(context, { checkout }) {
        await handOver(context, checkout!);
        return undefined;
      },
    },
    {
      name: "sell_units",
      needed: finishes,
      waits: finishes,
      async run(context, { checkout }) {
        return { checkout: { ...checkout!, ...(await sellHeld(context, checkout!)) } };
      },
    },
    {
      name: "note_costs",
      needed: stocks,
      waits: stocks,
      async run(context, { checkout }) {
        await noteCosts(context, checkout!);
        return undefined;
      },
    },
    {
      name: "post_sale",
      needed: finishes,
      waits: stocks,
      async run(context, { checkout }) {
        await postFinalized(context, checkout!);
        return undefined;
      },
    },
  ],
});
