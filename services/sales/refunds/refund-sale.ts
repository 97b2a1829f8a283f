/** Refunds units or an amount of a finalized sale (REF-1…7). */
import { invalidField } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { account, giftCard } from "../../accounts/public.ts";
import { refuseContractSale } from "../lines/refuse-contract-sale.ts";
import { loadSale } from "../sales/load-sale.ts";
import { type RefundInput, refundOf } from "./decide-refund.ts";
import * as declared from "./declarations.ts";
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

/** Nothing else looks for the account or the gift card until the refund is final. A deleted account is restored by what it is owed. */
async function findPayee(call: Call, { method, account_id, gift_card_id }: RefundInput): Promise<void> {
  if (method === "store_credit") {
    const [found] = await call(account.actions.many, { ids: [account_id!] });
    if (!found) throw referenceNotFound([{ pointer: "/account_id", what: "account" }]);
  }
  if (method === "gift_card") {
    const [found] = await call(giftCard.actions.many, { ids: [gift_card_id!] });
    if (!found || found.deleted_at)
      throw referenceNotFound([{ pointer: "/gift_card_id", what: "gift card" }]);
  }
}

function checkInput({ lines, amount, line_id, method, account_id, gift_card_id }: RefundInput): void {
  if (lines && amount)
    throw invalidField("/amount", "either_or", "Send either 'lines' or 'amount', not both.");
  if (line_id && !amount) throw invalidField("/line_id", "needs_amount", "'line_id' requires 'amount'.");
  if (method === "store_credit" && !account_id)
    throw invalidField("/account_id", "required", "A refund to store_credit requires an account.");
  if (method === "gift_card" && !gift_card_id)
    throw invalidField("/gift_card_id", "required", "A refund to a gift_card requires a gift card.");
}
