/** The result of a change of an account, alone or in a bulk edit. */
import { invalidField } from "../../../shared/errors.ts";
import { isSaid } from "../../../shared/fields/index.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { today } from "../balances/available.ts";
import { wholeFee } from "../terms/handling-fee.rules.ts";
import { type Account, account } from "./account.ts";
import { attachFees } from "./attach-fees.ts";
import { changedNumber } from "./bank-number.ts";

/** Requires at least one name, and complete terms. */
export function checkAccount(values: Partial<Account>): void {
  if (![values.first_name, values.last_name, values.company].some(isSaid)) {
    throw invalidField("/first_name", "required", "Give at least one of first_name, last_name and company.");
  }
  wholeFee(values.default_handling_fee, "/default_handling_fee");
}

/** Returns the changed fields of an account that was read with its hidden fields. Throws the refusal of an invalid change. */
export function changedAccount(tx: Tx, before: Account, input: Partial<Account>): Partial<Account> {
  const { bank_account_number: number, ...plain } = input;
  const changes: Partial<Account> = {
    ...mergeJson(account.fields, before, plain),
    ...changedNumber(tx, before, number),
  };
  if (changes.recurring_fees) {
    changes.recurring_fees = attachFees(changes.recurring_fees, before.recurring_fees, today(tx));
  }
  checkAccount({ ...before, ...changes });
  return changes;
}
