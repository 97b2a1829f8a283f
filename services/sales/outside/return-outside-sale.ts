import { flow } from "../../../shared/service/operation.ts";
import { refunding } from "../refunds/refund.saga.ts";
import * as declared from "./declarations.ts";
import { outsideRefunds } from "./outside-refunds.ts";

export const returnOutsideSale = flow(
  declared.returnOutsideSale,
  async ({ reader, meta, headers, call, runSaga }, { items }) => {
    const refunds = await outsideRefunds(reader, call, items, (i) => `/items/${i}`);
    const { refunded } = await runSaga(refunding, {
      data: { refunds },
      meta,
      headers,
      answer: (after) => ({ refunds: after.refunded }),
    });
    return { refunds: refunded! };
  },
);
