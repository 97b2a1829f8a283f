/** Refunds units or an amount of a finalized sale (REF-1…7). */
import { invalidField } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { refuseContractSale } from "../lines/refuse-contract-sale.ts";
import { loadSale } from "../sales/load-sale.ts";
import { type RefundInput, refundOf } from "./decide-refund.ts";
import * as declared from "./declarations.ts";
import { checkPayee, findPayee } from "./payee.ts";
import { refunding } from "./refund.saga.ts";

export const refundSale = flow(
  declared.refundSale,
  async ({ reader, meta, headers, call, runSaga }, input) => {
    checkInput(input);
    const before = await loadSale(reader, input.id);
    matchVersion(before, headers.if_match);
    refuseContractSale(before);
    await findPayee(call, input);
    const { refunded } = await runSaga(refunding, {
      subject: `sale:${before.id}`,
      meta,
      headers,
      data: { refunds: [await refundOf(call, before, input, meta)] },
      answer: (after) => after.refunded![0],
    });
    return refunded![0]!;
  },
);

function checkInput(input: RefundInput): void {
  const { lines, amount, line_id } = input;
  if (lines && amount)
    throw invalidField("/amount", "either_or", "Send either 'lines' or 'amount', not both.");
  if (line_id && !amount) throw invalidField("/line_id", "needs_amount", "'line_id' requires 'amount'.");
  checkPayee(input);
}
