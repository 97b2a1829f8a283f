/** Records a payment that was made outside (CON-8 offline). */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { flow } from "../../../shared/service/operation.ts";
import { goodsOf } from "../contract-stock/take-stock.ts";
import * as declared from "./declarations.ts";
import { paying } from "./pay.saga.ts";

export const payContract = flow(declared.payContract, async ({ meta, headers, reader, runSaga }, input) => {
  const { id, buyer_id, method, version, paid_on } = input;
  const today = businessDate(nowInstant(), meta.org.timezone);
  if (paid_on && paid_on > today)
    throw invalidField("/paid_on", "in_future", "'paid_on' must not be in the future.");
  const transaction_id = newId();
  const { paid } = await runSaga(paying, {
    // The contract is not the saga's subject: several buyers may pay at once, and the contract's version orders their payments.
    meta,
    headers,
    data: {
      contract_id: id,
      goods: await goodsOf(reader, id),
      if_match: headers.if_match ?? null,
      version,
      currency: input.currency ?? null,
      payment: {
        transaction_id,
        buyer_id,
        amount: input.amount ?? null,
        method,
        external_ref: input.external_ref ?? null,
        business_date: paid_on ?? today,
      },
    },
    answer: (after) => after.paid,
  });
  return paid!;
});
