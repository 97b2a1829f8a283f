/**
 * The only function that writes the ledger. It writes a journal, its balance entries and the stored balances in the transaction
 * of the business fact (LED-1…5, INV-4). The balances of store credit and gift cards follow from the postings.
 */
import type { FieldTable } from "../../../shared/fields/index.ts";
import type { Entity, Resource } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { account } from "../accounts/account.ts";
import { balanceEntry } from "../balances/balance-entry.ts";
import { runningBalances } from "../balances/balances.rules.ts";
import { insufficientBalance } from "../balances/errors.ts";
import { giftCard } from "../credit/gift-card.ts";
import { recordsReturn } from "../crm-records/crm-record.ts";
import { balanceChanged, journalPosted } from "./declarations.ts";
import { journal } from "./journal.ts";
import { assertBalanced, type JournalDraft, payableChanges } from "./postings.rules.ts";

type EntryType = Entity<typeof balanceEntry>["type"];
export type EntryDraft = {
  account_id: string;
  type: EntryType;
  amount: number;
  available_on: string;
  /** Absent: at once. */
  available_at?: string;
  memo?: string | null;
};

export type Fact = {
  draft: JournalDraft;
  ref: { kind: string; id: string };
  currency: string;
  business_date: string;
  memo?: string | null;
  reverses?: string | null;
  entries?: EntryDraft[];
  /** The session of the register whose cash moves. */
  register_session_id?: string | null;
};

/** The existing journal of a fact (LED-3). */
export const postedBefore = (
  tx: Tx,
  ref: Fact["ref"],
  kind: string,
): Promise<Entity<typeof journal> | null> =>
  tx.findOne(journal, { "ref.kind": ref.kind, "ref.id": ref.id, kind });

/** Posts a new fact. If another transaction posts the same fact, the unique index refuses one of them. */
export async function post(tx: Tx, fact: Fact): Promise<Entity<typeof journal>> {
  const { draft, ref, currency, business_date, memo = null, reverses = null, entries = [] } = fact;
  const { register_session_id = null } = fact;
  assertBalanced(draft.postings);
  assertEntries(draft, entries);
  const posted = await tx.insert(
    journal,
    {
      kind: draft.kind,
      ref,
      currency,
      business_date,
      memo,
      reverses,
      register_session_id,
      account_ids: accountsOf(draft, entries),
      ledger_accounts: draft.postings.map((each) => each.ledger_account),
      postings: draft.postings,
    },
    {
      last: true,
      emit: (made) => ({
        event: journalPosted,
        data: { journal_id: made.id, kind: made.kind, currency, business_date },
      }),
    },
  );
  await moveCredits(tx, draft);
  await writeEntries(tx, posted, entries);
  return posted;
}

/** INV-4: balance entries and postings on `payable` must change a balance by the same amount. */
function assertEntries(draft: JournalDraft, entries: EntryDraft[]): void {
  const sums = new Map<string, number>();
  for (const each of entries) sums.set(each.account_id, (sums.get(each.account_id) ?? 0) + each.amount);
  for (const each of payableChanges(draft.postings)) {
    sums.set(each.account_id, (sums.get(each.account_id) ?? 0) - each.amount);
  }
  const off = [...sums].find(([, difference]) => difference !== 0);
  if (off) throw new Error(`Entries and postings of account ${off[0]} differ by ${off[1]}.`);
}

const idIn = (ledger_account: string, kinds: string[]): string | null => {
  const [kind = "", id = ""] = ledger_account.split(":");
  return kinds.includes(kind) ? id : null;
};

function accountsOf(draft: JournalDraft, entries: EntryDraft[]): string[] {
  const kinds = ["payable", "payout_pending", "store_credit"];
  const named = draft.postings.flatMap((each) => idIn(each.ledger_account, kinds) ?? []);
  return [...new Set([...named, ...entries.map((each) => each.account_id)])];
}

/**
 * A debit on a liability is limited to the holder's credit without the part that is reserved for a sale that is being finalized,
 * whatever the fact is (INV-44). A sale's own hold is released before its journal is posted.
 */
async function moveCredits(tx: Tx, draft: JournalDraft): Promise<void> {
  for (const { ledger_account, amount } of draft.postings) {
    const holder = idIn(ledger_account, ["store_credit"]);
    if (holder) {
      const credit = { resource: account, id: holder, has: "store_credit", held: "held_credit" };
      await bringBack(tx, await lower(tx, credit, amount));
    }
    const waiting = idIn(ledger_account, ["payout_pending"]);
    if (waiting)
      await tx.update(
        account,
        { _id: waiting },
        { $inc: { payouts_in_progress: -amount } },
        { emit: "none" },
      );
    const card = idIn(ledger_account, ["gift_card"]);
    if (card) await lower(tx, { resource: giftCard, id: card, has: "balance", held: "held" }, amount);
  }
}

type Credit<T extends FieldTable> = { resource: Resource<T>; id: string; has: string; held: string };

/** One conditional write: of two debits of the same credit, the second fails. */
async function lower<T extends FieldTable>(
  tx: Tx,
  { resource, id, has, held }: Credit<T>,
  amount: number,
): Promise<Entity<Resource<T>>> {
  const enough = { $expr: { $gte: [{ $subtract: [`$${has}`, `$${held}`] }, amount] } };
  const where = { _id: id, ...(amount > 0 ? enough : {}) };
  const changed = await tx.update(resource, where, { $inc: { [has]: -amount } }, { emit: "none" });
  if (changed) return changed;
  const stored = (await tx.load(resource, id, { withHidden: true })) as Record<string, unknown>;
  const available = Number(stored[has]) - Number(stored[held]);
  throw insufficientBalance({ available, asked: amount });
}

/** A deleted account has no balance (DEL-5), so a deleted account that gets one is restored. */
async function bringBack(tx: Tx, after: Entity<typeof account>): Promise<void> {
  if (!after.deleted_at || (after.balance === 0 && after.store_credit === 0)) return;
  await tx.save(account, after, { deleted_at: null }, { verb: "restored" });
  await recordsReturn(tx, after.id);
}

/** One increment per account gives its entries their numbers and their running balance. */
async function writeEntries(tx: Tx, posted: Entity<typeof journal>, entries: EntryDraft[]): Promise<void> {
  const dated = entries.map((each) => ({ ...each, available_at: each.available_at ?? tx.now }));
  const byAccount = Map.groupBy(dated, (each) => each.account_id);
  const rows: Record<string, unknown>[] = [];
  // All transactions lock accounts in the same order, so that they cannot deadlock.
  for (const account_id of [...byAccount.keys()].sort()) {
    const own = byAccount.get(account_id)!;
    const sum = own.reduce((total, each) => total + each.amount, 0);
    const after = await tx.updateReturningHidden(account, account_id, {
      $inc: { balance: sum, entry_seq: own.length },
      $max: {
        pending_until: own
          .map((each) => each.available_at)
          .sort()
          .at(-1),
      },
      $set: { last_activity: tx.now },
    });
    if (!after) throw new Error(`There is no account ${account_id}.`);
    await bringBack(tx, after);
    const running = runningBalances(
      after.balance - sum,
      own.map((each) => each.amount),
    );
    own.forEach((each, i) => {
      rows.push({
        ...each,
        seq: after.entry_seq - own.length + i + 1,
        currency: posted.currency,
        ref: posted.ref,
        journal_id: posted.id,
        balance_after: running[i],
      });
    });
  }
  await tx.insertMany(balanceEntry, rows, {
    emit: (entry: Entity<typeof balanceEntry>) => {
      const { account_id, amount, balance_after, type, currency } = entry;
      return { event: balanceChanged, data: { account_id, amount, balance_after, type, currency } };
    },
  });
}
