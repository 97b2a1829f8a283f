/** Somebody refunds a charge at the simulated provider itself, which then tells of it (PAM-5, CON-21). */
import { type Step, saga } from "../../../shared/saga/saga.ts";
import { contract } from "../contracts/contract.ts";
import { viewAt } from "../contracts/contract-view.ts";
import type { ContractView } from "../contracts/declarations.ts";
import type { ToldRefund } from "../providers/provider.ts";
import { leftThere, refundThere } from "../providers/simulated-money.ts";
import { buyerAlreadyRefunded } from "../refunds/errors.ts";
import { atSimulated } from "../transactions/at-simulated.ts";
import { noteRefund } from "./declarations.ts";

export type RefundingThere = {
  charge_id: string;
  amount: number;
  reason: string | null;
  told?: ToldRefund;
  contract?: ContractView;
};

const tell: Step<RefundingThere> = {
  name: "note_refund",
  answers: () => true,
  async run({ call }, { charge_id, told }) {
    return { contract: await call(noteRefund, { charge_id, told: told! }) };
  },
};

export const refundingThere = saga<RefundingThere>({
  name: "simulated_refund",
  before: [],
  async pivot(tx, { charge_id, amount, reason }, key) {
    const { contract_id, currency, provider_ref } = await atSimulated(tx, charge_id, "charge");
    const answer = await refundThere(tx, { key, contract_id, amount, currency }, provider_ref);
    if (!answer.ok) throw buyerAlreadyRefunded({ left: await leftThere(tx, provider_ref) });
    const before = await tx.load(contract, contract_id);
    return {
      told: { ref: answer.ref, amount, reason, call_id: null, failure: null },
      contract: viewAt(before, tx.now),
    };
  },
  after: [tell],
});
