/**
 * An exchange (EXC-1): the goods that are taken are held as in a checkout; then the new sale and the refund that pays for it are
 * decided together, and units and money follow.
 */
import { repointed } from "../../../shared/errors.ts";
import { type Step, saga } from "../../../shared/saga/saga.ts";
import type { Checkout } from "../checkout/checkout-steps.ts";
import { tenderHeld, unitsHeld } from "../checkout/hold-steps.ts";
import { type BothWays, sellAndTakeBack, soldAndTakenBack } from "./sell-and-take-back.ts";

/** What a refusal of the new sale names, as the request of an exchange spells it. */
export const inExchange = (error: unknown): unknown =>
  repointed(error, (pointer) =>
    /^\/(payments|expected_total)\b/.test(pointer) ? pointer : `/sale${pointer}`,
  );

/** A step of a checkout, for the sale of an exchange. */
const ofSale = ({ name, needed, run, undo }: Step<Checkout>): Step<BothWays> => ({
  name,
  needed: ({ sales }) => sales.some((each) => needed?.(each) !== false),
  async run(context, { sales }) {
    const done: Checkout[] = [];
    try {
      for (const each of sales) done.push({ ...each, ...(await run(context, each)) });
    } catch (error) {
      throw inExchange(error);
    }
    return { sales: done };
  },
  async undo(context, { sales }) {
    for (const each of sales) await undo?.(context, each);
  },
});

export const exchanging = saga<BothWays>({
  name: "exchange",
  before: [ofSale(unitsHeld), ofSale(tenderHeld)],
  pivot: sellAndTakeBack,
  after: soldAndTakenBack,
});
