import { flow } from "../../../shared/service/operation.ts";
import { checkout } from "../checkout/checkout.saga.ts";
import * as declared from "./declarations.ts";
import { refuseTwice } from "./items-once.rules.ts";
import { outsideCheckout } from "./outside-checkout.ts";

export const recordOutsideSale = flow(
  declared.recordOutsideSale,
  async ({ meta, headers, call, runSaga }, input) => {
    refuseTwice(
      input.lines.map(({ item_id }) => item_id),
      (i) => `/lines/${i}/item_id`,
    );
    const data = await outsideCheckout(call, input, meta);
    const { finalized } = await runSaga(checkout, {
      data,
      meta,
      headers,
      answer: (after) => after.finalized,
    });
    return finalized!;
  },
);
