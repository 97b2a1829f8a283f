/** Accounts for answers: with derived balances, and with the bank number as far as the principal may see it (3.2, 5.8). */
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { balancesOfEach } from "../balances/available.ts";
import { type Account, account } from "./account.ts";
import { bankNumber } from "./bank-number.ts";

/** Adds derived balances (5.8), and masks the bank number unless the principal may see it (3.2). */
export async function shownAccounts(reader: Reader, accounts: Account[]): Promise<Account[]> {
  const owed = await balancesOfEach(reader, accounts);
  return accounts.map((each, i) => ({
    ...visibleOf(account, each),
    ...owed[i]!,
    bank_account_number: bankNumber(reader, each.bank_account_number),
  }));
}

export const shownAccount = async (reader: Reader, one: Account): Promise<Account> =>
  (await shownAccounts(reader, [one]))[0]!;
