/** Creates the draft of a contract with its number, rows and first balance. */
import { padded } from "../../../shared/service/numbers.ts";
import { command } from "../../../shared/service/operation.ts";
import { balanceTerms, termsOf } from "./balance-terms.ts";
import { contract } from "./contract.ts";
import { telling, viewAt } from "./contract-view.ts";
import * as declared from "./declarations.ts";

export const createContract = command(declared.createContract, async (tx, input) => {
  const { platform_id = null, user_id = null, due_at = null, notes = null, ...terms } = input;
  const currency = input.currency ?? tx.org.currency;
  const made = await tx.insert(
    contract,
    {
      platform_id,
      user_id,
      due_at,
      notes,
      ...balanceTerms(termsOf(terms, null, currency)),
      currency,
      number: padded(await tx.number("contract")),
      status: "draft",
      partially_refunded: false,
      terms_version: 1,
    },
    { emit: telling(declared.contractEvents.created, tx.now) },
  );
  return viewAt(made, tx.now);
});
