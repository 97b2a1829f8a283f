/** The simulated provider returns a refund, and tells of it (PAM-5, CON-22). */
import { fail } from "../../../shared/errors.ts";
import { type Step, saga } from "../../../shared/saga/saga.ts";
import { contract } from "../contracts/contract.ts";
import { viewAt } from "../contracts/contract-view.ts";
import type { ContractView } from "../contracts/declarations.ts";
import type { ToldRefund } from "../providers/provider.ts";
import { returnThere } from "../providers/simulated-money.ts";
import { atSimulated } from "../transactions/at-simulated.ts";
import { noteRefund } from "./declarations.ts";

export type ReturningThere = {
  refund_id: string;
  reason: string;
  charge_id?: string;
  told?: ToldRefund;
  contract?: ContractView;
};

const tell: Step<ReturningThere> = {
  name: "note_return",
  answers: () => true,
  async run({ call }, { charge_id, told }) {
    return { contract: await call(noteRefund, { charge_id: charge_id!, told: told! }) };
  },
};

export const returningThere = saga<ReturningThere>({
  name: "simulated_return",
  before: [],
  async pivot(tx, { refund_id, reason: failure }) {
    const refund = await atSimulated(tx, refund_id, "refund");
    const { contract_id, provider_ref: ref, amount } = refund;
    if (refund.dispute_id) throw fail("conflict", "What a dispute took back is not returned.");
    if (!(await returnThere(tx, ref))) throw fail("conflict", "The provider has returned it already.");
    return {
      charge_id: refund.reverses_id!,
      told: { ref, amount, reason: null, call_id: null, failure },
      contract: viewAt(await tx.load(contract, contract_id), tx.now),
    };
  },
  after: [tell],
});
