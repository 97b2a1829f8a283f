/**
 * Refunds one or several sales (REF-1…7). The refund is decided on each stored sale, then units and money follow. All
 * refunds of a run happen, or none.
 */
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { refund } from "./refund.ts";
import { giveAllBack, holdCards, type OneRefund, postRefunds, putsBack, takeBack } from "./refund-steps.ts";

export type Refunding = {
  /** Each refund belongs to a different sale. */
  refunds: OneRefund[];
  refunded?: Entity<typeof refund>[];
};

export const refunding = saga<Refunding>({
  name: "refund",
  before: [holdCards],
  pivot: (tx, { refunds }) => giveAllBack(tx, refunds),
  after: [
    {
      name: "return_units",
      run: (context, { refunds }) => takeBack(context, refunds),
    },
    {
      name: "post_refund",
      waits: ({ refunds }) => refunds.some(putsBack),
      async run(context, { refunds }) {
        await postRefunds(context, refunds);
        return undefined;
      },
    },
  ],
});
