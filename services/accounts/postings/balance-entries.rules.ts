/**
 * Balance entries of a sale, a refund or a void (5.8). Their sum per account equals the change of `payable:{account}` by the
 * journal of the same fact (INV-4). Minor units; positive: the shop owes more.
 */
import {
  type Available,
  atOnce,
  availableFrom,
  debitAvailable,
  type StoreDay,
} from "../balances/balances.rules.ts";
import type { Tender } from "../ledger/ledger-accounts.rules.ts";
import type { LayByFact } from "./lay-by-postings.rules.ts";
import { consignorDebits, type RefundFact, type SaleFact } from "./sale-postings.rules.ts";

export type EntryType = "sale" | "refund" | "void" | "purchase" | "purchase_refund";

export type BalanceEntryDraft = {
  account_id: string;
  type: EntryType;
  amount: number;
} & Available;

/** One entry per account, type and date. Sums of 0 are left out. */
function gather(entries: readonly BalanceEntryDraft[]): BalanceEntryDraft[] {
  const byKey = new Map<string, BalanceEntryDraft>();
  for (const entry of entries) {
    const key = `${entry.account_id} ${entry.type} ${entry.available_on}`;
    const known = byKey.get(key);
    byKey.set(key, known ? { ...known, amount: known.amount + entry.amount } : entry);
  }
  return [...byKey.values()].filter(({ amount }) => amount !== 0);
}

/** Balance spent as a tender counts at once, in either direction. */
function tenderEntries(tenders: readonly Tender[], type: EntryType, day: StoreDay): BalanceEntryDraft[] {
  const sign = type === "purchase" ? -1 : 1;
  return tenders
    .filter((tender) => tender.type === "payable")
    .map(({ account_id, amount }) => ({
      account_id: account_id!,
      type,
      amount: sign * amount,
      ...atOnce(day),
    }));
}

type Payable = { payable_on?: string | null };

/** The credits of a finalized sale, each available on its line's `payable_on`. */
export function saleEntries(
  sale: Omit<SaleFact, "lines"> & { lines: (SaleFact["lines"][number] & Payable)[] },
  day: StoreDay,
): BalanceEntryDraft[] {
  const credits = sale.lines
    .filter((line) => line.inventory_type === "consignment")
    .map(
      (line): BalanceEntryDraft => ({
        account_id: line.account_id!,
        type: "sale",
        amount: line.consignor_portion,
        ...availableFrom(line.payable_on ?? day.today, day),
      }),
    );
  return gather([...credits, ...tenderEntries(sale.tenders, "purchase", day)]);
}

/** The debits of a refund; `payable_on` of a line is that of the credit it takes back. */
export function refundEntries(
  refund: Omit<RefundFact, "lines"> & { lines: (RefundFact["lines"][number] & Payable)[] },
  day: StoreDay,
): BalanceEntryDraft[] {
  const borne = consignorDebits(refund);
  const debits = refund.lines.flatMap((line, index): BalanceEntryDraft[] => {
    if (line.inventory_type !== "consignment") return [];
    const credit = availableFrom(line.payable_on ?? day.today, day);
    const amount = -borne[index]!.payable;
    return [{ account_id: line.account_id!, type: "refund", amount, ...debitAvailable(credit, day) }];
  });
  return gather([...debits, ...tenderEntries(refund.tenders, "purchase_refund", day)]);
}

/** LAY-2: a consignor pays for goods on lay-by with their balance. */
export const layByEntries = ({ tenders }: LayByFact, day: StoreDay): BalanceEntryDraft[] =>
  gather(tenderEntries(tenders, "purchase", day));

/** VOID-1: reverses every entry of the sale. */
export function voidEntries(
  entries: readonly ({ account_id: string; amount: number } & Available)[],
  day: StoreDay,
): BalanceEntryDraft[] {
  return gather(
    entries.map(({ account_id, amount, available_on, available_at }) => ({
      account_id,
      type: "void",
      amount: -amount,
      ...debitAvailable({ available_on, available_at }, day),
    })),
  );
}
