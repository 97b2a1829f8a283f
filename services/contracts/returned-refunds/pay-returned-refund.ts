import { flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { type Paying, payingRefund } from "./paying-refund.saga.ts";

export const payReturnedRefund = flow(
  declared.payReturnedRefund,
  async ({ meta, headers, runSaga }, { id: refund_id, method, reason }) => {
    const data: Paying = { refund_id, if_match: headers.if_match ?? null, method, reason: reason ?? null };
    const { payment } = await runSaga(payingRefund, {
      ...{ meta, headers, data },
      answer: (after) => after.payment,
    });
    return payment!;
  },
);
