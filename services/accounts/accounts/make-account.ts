/** Makes an account, and the record of its person or firm. */

import type { Received } from "../../../shared/fields/index.ts";
import type { Meta } from "../../../shared/meta.ts";
import { typedAs } from "../../../shared/resource/words.ts";
import { padded } from "../../../shared/service/numbers.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { today } from "../balances/available.ts";
import { joinRecord, makeRecord, personReachedBy } from "../crm-records/crm-record.ts";
import { isFirm } from "../crm-records/record.rules.ts";
import { firstType } from "../lookups/first-type.ts";
import { wholeFee } from "../terms/handling-fee.rules.ts";
import { type Account, account } from "./account.ts";
import { attachFees } from "./attach-fees.ts";
import { sealed } from "./bank-number.ts";
import { checkAccount } from "./changed-account.ts";
import type { createAccount } from "./declarations.ts";
import { shownAccount } from "./shown-accounts.ts";

/** The next number that no account has. */
async function nextNumber(tx: Tx): Promise<string> {
  for (;;) {
    const number = padded(await tx.number("account"));
    if (!(await tx.findOne(account, typedAs(account, "number", number)))) return number;
  }
}

type Input = Received<typeof createAccount.input>;

export const makeAccount = {
  gather: async (call: Call, input: Input, _meta: Meta, reader: Reader) =>
    isFirm(input) ? firstType(call, reader) : null,
  async run(tx: Tx, { find_contact, ...input }: Input & { id?: string }, type_id: string | null) {
    checkAccount(input as Partial<Account>);
    const found =
      find_contact && input.email && !isFirm(input) ? await personReachedBy(tx, input.email) : null;
    const number = input.number || (await nextNumber(tx));
    const recurring_fees = attachFees(input.recurring_fees, [], today(tx));
    const default_handling_fee = wholeFee(input.default_handling_fee ?? null, "/default_handling_fee");
    const values = {
      ...{ ...input, default_handling_fee, recurring_fees, number, has_record: true },
      ...(found ? { phone_number: input.phone_number ?? found.phone_number } : {}),
      ...sealed(tx, input.bank_account_number),
    };
    const made = await tx.insert(account, values);
    if (found) await joinRecord(tx, found, made);
    else await makeRecord(tx, made, type_id);
    const { bank_account_number = null } = values;
    return shownAccount(tx, { ...made, bank_account_number, held_balance: 0 });
  },
};
