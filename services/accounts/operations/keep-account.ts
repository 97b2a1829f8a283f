/** Accounts as they are shown and kept: derived balances, the masked bank number, what stands in the way of a deletion. */
import { fail, invalidField } from "../../../shared/errors.ts";
import { isSaid } from "../../../shared/fields/index.ts";
import { hasScope } from "../../../shared/meta.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { typedAs } from "../../../shared/resource/words.ts";
import { opened } from "../../../shared/service/cipher.ts";
import { padded } from "../../../shared/service/numbers.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { itemsInUse } from "../../inventory/public.ts";
import { balancesOfEach, today } from "../ledger/available.ts";
import { changeAccount, createAccount, loadParties, removeAccount } from "../public.ts";
import { account } from "../resources/account.ts";
import { organization } from "../resources/organization.ts";
import { checkTerms } from "./check-terms.ts";
import { attachFees } from "./recurring-fees.ts";

type Account = Entity<typeof account>;

/** With what is derived of balances (5.8) and the bank number as far as the principal may see it (3.2). */
export async function shownAccounts(reader: Reader, whole: Account[]): Promise<Account[]> {
  const owed = await balancesOfEach(reader, whole);
  return whole.map((each, i) => ({
    ...visibleOf(account, each),
    ...owed[i]!,
    bank_account_number: bankNumber(reader, each.bank_account_number),
  }));
}

/** One that cannot be opened is there, and more is not known: the rest of the account is shown all the same. */
function bankNumber(reader: Reader, sealed: string | null): string | null {
  if (sealed === null) return null;
  const number = opened(reader.cipher, sealed);
  if (number === null) return "…";
  return hasScope(reader.meta, "read:account_bank") ? number : `…${number.slice(-4)}`;
}

export const shownAccount = async (reader: Reader, whole: Account): Promise<Account> =>
  (await shownAccounts(reader, [whole]))[0]!;

/** At least one name; terms that are whole. */
function checkAccount(values: Partial<Account>): void {
  if (![values.first_name, values.last_name, values.company].some(isSaid)) {
    throw invalidField("/first_name", "required", "Give at least one of first_name, last_name and company.");
  }
  checkTerms(values);
}

const sealed = (reader: Reader, number: string | null | undefined) =>
  number === undefined ? {} : { bank_account_number: number === null ? null : reader.cipher.seal(number) };

/** The bank number to store; one that comes back as it is shown is no change. */
function changedNumber(reader: Reader, before: Account, given: string | null | undefined) {
  const stored = before.bank_account_number;
  const same = stored === null ? given === null : given === bankNumber(reader, stored);
  return same ? {} : sealed(reader, given);
}

/** The next number that nobody was given by hand. */
async function nextNumber(tx: Tx): Promise<string> {
  for (;;) {
    const number = padded(await tx.number("account"));
    if (!(await tx.findOne(account, typedAs(account, "number", number)))) return number;
  }
}

export const create = command(createAccount, async (tx, input) => {
  checkAccount(input as Partial<Account>);
  const number = input.number || (await nextNumber(tx));
  const recurring_fees = attachFees(input.recurring_fees, [], today(tx));
  const values = { ...input, ...sealed(tx, input.bank_account_number), recurring_fees, number };
  const made = await tx.insert(account, values as never);
  const { bank_account_number = null } = values;
  return shownAccount(tx, { ...made, bank_account_number, held_balance: 0 });
});

export const change = command(changeAccount, async (tx, { id, ...input }) => {
  await tx.target(account, id);
  const before = await tx.whole(account, id);
  await tx.save(account, before, changedAccount(tx, before, input as Partial<Account>));
  return shownAccount(tx, await tx.whole(account, id));
});

/** What a change makes of an account read whole; throws what refuses it. */
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

export const remove = command(removeAccount, {
  gather: (call, { id }) => call(itemsInUse, { account_id: id }),
  async run(tx, { id }, items) {
    const before = await tx.target(account, id);
    const references = {
      ...(items.count ? { items } : {}),
      ...(before.balance ? { balance: { count: 1, sample_ids: [id] } } : {}),
      ...(before.store_credit ? { store_credit: { count: 1, sample_ids: [id] } } : {}),
      ...(before.payouts_in_progress ? { payouts: { count: 1, sample_ids: [id] } } : {}),
    };
    if (!before.deleted_at && Object.keys(references).length) {
      throw fail("in_use", "This account still has dealings with the shop.", { in_use: true, references });
    }
    await tx.save(account, before, { deleted_at: before.deleted_at ?? tx.now }, "own", "deleted");
    return shownAccount(tx, await tx.whole(account, id));
  },
});

export const parties = query(loadParties, async (reader, { account_ids }) => {
  const [organizations, accounts] = await Promise.all([
    reader.all(organization),
    account_ids.length ? reader.find(account, { _id: { $in: account_ids }, deleted_at: null }) : [],
  ]);
  return { organization: [...organizations.values()][0]!, accounts };
});
