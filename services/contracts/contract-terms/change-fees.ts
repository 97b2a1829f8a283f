import { fail, invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { MOST_FEES } from "../contracts/contract.ts";
import { defined } from "../contracts/contract-view.ts";
import { editTerms } from "../contracts/save-terms.ts";
import * as declared from "./declarations.ts";
import { rowWith } from "./part-rows.ts";

type Size = { amount?: number | null; ppm?: number | null };

/** Either an amount or a share of the subtotal. */
function requireOne({ amount = null, ppm = null }: Size): void {
  if ((amount === null) === (ppm === null))
    throw invalidField("/amount", "either_or", "Send either 'amount' or 'ppm'.");
}

export const addContractFee = command(declared.addContractFee, (tx, { id, ...given }) =>
  editTerms(tx, id, ({ fees }) => {
    requireOne(given);
    if (fees.length >= MOST_FEES) throw fail("unprocessable", `A contract has at most ${MOST_FEES} fees.`);
    const { amount = null, ppm = null, ...rest } = given;
    return { terms: { fees: [...fees, { id: newId(), ...rest, amount, ppm, total: 0 }] } };
  }),
);

export const changeContractFee = command(declared.changeContractFee, (tx, { id, fee_id, ...given }) =>
  editTerms(tx, id, ({ fees }) => {
    const before = rowWith("fee", fees, fee_id);
    const changes = defined(given);
    const isSized = "amount" in changes || "ppm" in changes;
    if (isSized) requireOne(changes);
    const size = isSized ? { amount: given.amount ?? null, ppm: given.ppm ?? null } : {};
    return {
      terms: { fees: fees.map((each) => (each === before ? { ...each, ...changes, ...size } : each)) },
    };
  }),
);

export const removeContractFee = command(declared.removeContractFee, (tx, { id, fee_id }) =>
  editTerms(tx, id, ({ fees }) => {
    const before = rowWith("fee", fees, fee_id);
    return { terms: { fees: fees.filter((each) => each !== before) } };
  }),
);
