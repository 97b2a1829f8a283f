/**
 * Finalizes a sale (SALE-1). Before the pivot inventory holds the units, and accounts holds store credit and gift cards. The
 * pivot is the sale's own transaction. After it the units are sold and the journal is posted in parallel; goods in quantity
 * are sold first, since that tells what they cost (LNK-7).
 */
import { saga } from "../../../shared/saga/saga.ts";
import { sale } from "../sales/sale.ts";
import {
  type Checkout,
  finalizeIn,
  handOver,
  isParked,
  noteCosts,
  postFinalized,
  sellHeld,
  takesStock,
} from "./checkout-steps.ts";
import { hasUnits, tenderHeld, unitsHeld } from "./hold-steps.ts";

export const checkout = saga<Checkout>({
  name: "checkout",
  passing: ["changes", "before"],
  decides: ({ sale_id, in_drawer }) => (in_drawer ? null : { resource: sale, id: sale_id }),
  before: [unitsHeld, tenderHeld],
  async pivot(tx, checked) {
    return { finalized: await finalizeIn(tx, checked) };
  },
  after: [
    {
      name: "hand_over",
      needed: isParked,
      async run(context, checked) {
        await handOver(context, checked);
        return undefined;
      },
    },
    {
      name: "sell_units",
      needed: hasUnits,
      waits: isParked,
      run: sellHeld,
    },
    {
      name: "note_costs",
      needed: takesStock,
      waits: takesStock,
      answers: takesStock,
      run: noteCosts,
    },
    {
      name: "post_sale",
      waits: takesStock,
      async run(context, checked) {
        await postFinalized(context, checked);
        return undefined;
      },
    },
  ],
});
