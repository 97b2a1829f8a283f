/**
 * Refunding (REF-1…7), one sale or several at once: what goes back is decided on each sale as stored, then units and
 * money follow. All refunds of a run happen together or none does.
 */
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { refund } from "./refund.ts";
import { giveAllBack, type OneRefund, postRefunds, takeBack } from "./refund-steps.ts";

export type Refunding = {
  /** Each of another sale. */
  refunds: OneRefund[];
  refunded?: Entity<typeof refund>[];
};

export const refunding = saga<Refunding>({
  name: "refund",
  before: [],
  pivot: (tx, { refunds }) => giveAllBack(tx, refunds),
  after: [
    {
      name: "return_units",
      async run(context, { refunds }) {
        await takeBack(context, refunds);
        return undefined;
      },
    },
    {
      name: "post_refund",
      async run(context, { refunds }) {
        await postRefunds(context, refunds);
        return undefined;
      },
    },
  ],
});
