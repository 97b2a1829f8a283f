/** Refunds a buyer of a contract (CON-11). */
import { flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { refunding } from "./refund.saga.ts";

export const refundContract = flow(declared.refundContract, async ({ meta, headers, runSaga }, input) => {
  const { id, buyer_id, amount, currency, return_fees, reason } = input;
  const { refunded } = await runSaga(refunding, {
    meta,
    headers,
    data: {
      contract_id: id,
      if_match: headers.if_match ?? null,
      buyer_id,
      amount,
      currency: currency ?? null,
      return_fees,
      reason: reason ?? null,
    },
    answer: (after) => after.refunded,
  });
  return refunded!;
});
