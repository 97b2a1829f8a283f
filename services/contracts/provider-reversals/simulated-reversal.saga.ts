/** Somebody takes a transfer back at the simulated provider itself, which then tells of it (PAM-5, CON-23). */
import { fail } from "../../../shared/errors.ts";
import { type Step, saga } from "../../../shared/saga/saga.ts";
import { contract } from "../contracts/contract.ts";
import { viewAt } from "../contracts/contract-view.ts";
import type { ContractView } from "../contracts/declarations.ts";
import type { ToldReversal } from "../providers/provider.ts";
import { reverseThere } from "../providers/simulated-money.ts";
import { atSimulated } from "../transactions/at-simulated.ts";
import { noteReversal } from "./declarations.ts";

export type ReversingThere = {
  transfer_id: string;
  amount: number;
  told?: ToldReversal;
  contract?: ContractView;
};

const tell: Step<ReversingThere> = {
  name: "note_reversal",
  answers: () => true,
  async run({ call }, { transfer_id, told }) {
    return { contract: await call(noteReversal, { transfer_id, told: told! }) };
  },
};

export const reversingThere = saga<ReversingThere>({
  name: "simulated_reversal",
  before: [],
  async pivot(tx, { transfer_id, amount }, key) {
    const { contract_id, currency, provider_ref } = await atSimulated(tx, transfer_id, "transfer");
    const answer = await reverseThere(tx, { key, contract_id, amount, currency }, provider_ref);
    if (!answer.ok)
      throw fail("conflict", "The transfer has less than this left.", { failure: answer.failure });
    return {
      told: { ref: answer.ref, amount, call_id: null },
      contract: viewAt(await tx.load(contract, contract_id), tx.now),
    };
  },
  after: [tell],
});
