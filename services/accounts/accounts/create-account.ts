import { typedAs } from "../../../shared/resource/words.ts";
import { padded } from "../../../shared/service/numbers.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { today } from "../balances/available.ts";
import { wholeFee } from "../terms/handling-fee.rules.ts";
import { type Account, account } from "./account.ts";
import { attachFees } from "./attach-fees.ts";
import { sealed } from "./bank-number.ts";
import { checkAccount } from "./changed-account.ts";
import * as declared from "./declarations.ts";
import { shownAccount } from "./shown-accounts.ts";

/** The next number that no account has. */
async function nextNumber(tx: Tx): Promise<string> {
  for (;;) {
    const number = padded(await tx.number("account"));
    if (!(await tx.findOne(account, typedAs(account, "number", number)))) return number;
  }
}

export const createAccount = command(declared.createAccount, async (tx, input) => {
  checkAccount(input as Partial<Account>);
  const number = input.number || (await nextNumber(tx));
  const recurring_fees = attachFees(input.recurring_fees, [], today(tx));
  const default_handling_fee = wholeFee(input.default_handling_fee ?? null, "/default_handling_fee");
  const values = {
    ...{ ...input, default_handling_fee, recurring_fees, number },
    ...sealed(tx, input.bank_account_number),
  };
  const made = await tx.insert(account, values);
  const { bank_account_number = null } = values;
  return shownAccount(tx, { ...made, bank_account_number, held_balance: 0 });
});
