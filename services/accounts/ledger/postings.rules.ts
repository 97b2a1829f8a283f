/**
 * Postings (6.1): signed amounts in minor units on ledger accounts, + = debit, − = credit. The templates of 6.3 are
 * in sale-postings.ts, account-postings.ts and contract-postings.ts; all of them end in `journal`.
 */
export type Posting = { ledger_account: string; amount: number };

/** The postings of a business fact. Without postings the fact moved no money and has no journal. */
export type JournalDraft = { kind: string; postings: Posting[] };

/** A line of a template. Its amount may be 0. */
export type Side = readonly [ledger_account: string, amount: number];

export const debit = (ledger_account: string, amount: number): Side => [ledger_account, amount];
export const credit = (ledger_account: string, amount: number): Side => [ledger_account, -amount || 0];

/** One posting per ledger account in order of first use; accounts with a sum of 0 are left out. */
export function merge(sides: Iterable<Side>): Posting[] {
  const totals = new Map<string, number>();
  for (const [ledger_account, amount] of sides) {
    totals.set(ledger_account, (totals.get(ledger_account) ?? 0) + amount);
  }
  return [...totals]
    .filter(([, amount]) => amount !== 0)
    .map(([ledger_account, amount]) => ({ ledger_account, amount }));
}

/** LED-1: a journal that does not sum to 0 is a programming error and must not be stored. */
export function assertBalanced(postings: readonly Posting[]): void {
  let total = 0n;
  for (const { ledger_account, amount } of postings) {
    if (!Number.isSafeInteger(amount) || amount === 0) {
      throw new Error(`posting of ${amount} on ${ledger_account}`);
    }
    total += BigInt(amount);
  }
  if (total !== 0n) throw new Error(`journal is off by ${total}: ${JSON.stringify(postings)}`);
}

/** Merges, checks and names the postings of one fact. */
export function journal(kind: string, sides: Iterable<Side>): JournalDraft {
  const postings = merge(sides);
  assertBalanced(postings);
  return { kind, postings };
}

/** LED-4: exactly negated postings. */
export function reverse(postings: readonly Posting[]): Posting[] {
  return postings.map(({ ledger_account, amount }) => ({ ledger_account, amount: -amount }));
}

/** LED-5: Σ postings on a ledger account. */
export function balanceOn(ledger_account: string, postings: Iterable<Posting>): number {
  let total = 0;
  for (const posting of postings) if (posting.ledger_account === ledger_account) total += posting.amount;
  return total;
}

/** 6.2: the changes of consignors' balances by account id. Positive: the shop owes more. */
export function payableChanges(postings: readonly Posting[]): { account_id: string; amount: number }[] {
  const prefix = "payable:";
  return postings
    .filter(({ ledger_account }) => ledger_account.startsWith(prefix))
    .map(({ ledger_account, amount }) => ({
      account_id: ledger_account.slice(prefix.length),
      amount: -amount,
    }));
}
