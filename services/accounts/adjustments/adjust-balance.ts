import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { account } from "../accounts/account.ts";
import { today } from "../balances/available.ts";
import { balanceEntry } from "../balances/balance-entry.ts";
import { post } from "../ledger/post.ts";
import { adjustmentPostings, feePostings } from "./adjustment-postings.rules.ts";
import * as declared from "./declarations.ts";

export const adjustBalance = command(
  declared.adjustBalance,
  async (tx, { account_id, amount, type, memo }) => {
    if (amount === 0) throw invalidField("/amount", "number", "An adjustment of 0 changes nothing.");
    if (type === "fee" && amount > 0)
      throw invalidField("/amount", "number", "A fee debits the account: give a negative amount.");
    await tx.load(account, account_id);
    const id = newId();
    const draft =
      type === "fee"
        ? feePostings({ account_id, amount: -amount, kind: "fee" })
        : adjustmentPostings({ account_id, amount });
    await post(tx, {
      draft,
      ref: { kind: "adjustment", id },
      currency: tx.org.currency,
      business_date: today(tx),
      memo,
      entries: [{ account_id, type, amount, available_on: today(tx), memo }],
    });
    return (await tx.findOne(balanceEntry, { "ref.id": id }))!;
  },
);
