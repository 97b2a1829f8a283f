/** A contract's refund takes its sale back: in proportion, or whole with its goods (LNK-5). */
import { fail } from "../../../shared/errors.ts";
import { idOf } from "../../../shared/ids.ts";
import { apportion } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { flow } from "../../../shared/service/operation.ts";
import { refundOf } from "../refunds/decide-refund.ts";
import { refunding } from "../refunds/refund.saga.ts";
import { refund } from "../refunds/refund.ts";
import type { OneRefund } from "../refunds/refund-steps.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { saleIdOf } from "./price-contract-sale.ts";

type Sale = Entity<typeof sale>;

export const returnContractSale = flow(declared.returnContractSale, async (context, given) => {
  const { reader, call, meta, runSaga } = context;
  const { contract_id, owed, whole } = given;
  const refund_id = idOf(`contract_return:${given.refund_id}`);
  if (await reader.get(refund, refund_id)) return {};
  const sale_id = saleIdOf(contract_id);
  const rows = await reader.find(sale, { _id: sale_id }, { withHidden: true });
  const [before] = rows;
  const soFar = (part: number) => (before && owed ? apportion(before.total, 0, part, owed) : 0);
  const [gone, due] = [soFar(given.before), soFar(given.after)];
  // The caller repeats it until the sale and earlier refunds are stored.
  if (!before || (whole && before.refunded_amount !== gone))
    throw fail("request_in_progress", "The sale of this contract is being recorded; repeat the request.");
  const input = whole ? {} : { amount: due - gone, bearer: "shared" as const };
  if (!whole && due === gone) return {};
  const decided = await refundOf(call, before, input, meta);
  const contract = whole ? leftOf(before, "contract") : given.after - given.before;
  const data = { refunds: [paidAs(decided, before, refund_id, contract)] };
  await runSaga(refunding, { subject: `sale:${sale_id}`, meta, data, answer: () => ({}) });
  return {};
});

const leftOf = ({ payments }: Sale, type: string): number =>
  payments
    .filter((each) => each.type === type)
    .reduce((all, { amount, refunded }) => all + amount - refunded, 0);

/** The house's part is what its contract took back; the rest is that of the fees. */
function paidAs(decided: OneRefund, before: Sale, id: string, contract: number): OneRefund {
  const { amount = 0 } = decided.refund;
  const parts: Record<string, number> = { contract, marketplace_fee: amount - contract };
  const tenders = before.payments.flatMap(({ type, account_id }) => {
    const part = parts[type] ?? 0;
    return part ? [{ type, amount: part, account_id, gift_card_id: null }] : [];
  });
  const payments = before.payments.map((each) => ({
    ...each,
    refunded: each.refunded + (parts[each.type] ?? 0),
  }));
  return {
    ...decided,
    refund: { ...decided.refund, id, tenders },
    changes: { ...decided.changes, payments },
    posting: { ...decided.posting, refund_id: id, fact: { ...decided.posting.fact, tenders } },
  };
}
