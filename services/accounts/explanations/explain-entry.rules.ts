/** How the amount of a balance entry came about, from the record it came from. Minor units; positive: the shop owes more. */
import { addedUp, type Figure, recorded, type Sum } from "../../../shared/explanation.ts";
import { sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { balanceEntry } from "../balances/balance-entry.ts";

export type EntryStepKind =
  | "sold"
  | "taken_back"
  | "spent"
  | "returned"
  | "reversed"
  | "payout"
  | "payout_back"
  | "payout_paid"
  | "booked"
  | "balance";
export type EntrySum = Sum<EntryStepKind>;

/** The figures of entries; others are named by those who booked or sold them. */
export type EntryFigure =
  | "part of the account"
  | "borne by the shop"
  | "sale reversed"
  | "purchase reversed"
  | "void"
  | "payout"
  | "fee"
  | "balance as payment"
  | "balance before"
  | "this entry";

export type ExplainedEntry = Pick<
  Entity<typeof balanceEntry>,
  "type" | "ref" | "memo" | "amount" | "balance_after" | "available_on"
>;

/** A line of a sale or a refund, with the account's part of it. */
export type SharedLine = { line_id: string; name: string; payable_on: string | null; amount: number };

/** What entries came from: lines of a sale or a refund, entries that were reversed, a payout. */
export type Origin<L extends SharedLine = SharedLine> = {
  shares?: { business_date: string; lines: readonly L[] } | undefined;
  reversed?: readonly { amount: number; type: string }[] | undefined;
  payout?: { amount: number; fee: number } | undefined;
};

const figure = (name: EntryFigure, amount: number): Figure => ({ name, amount });

export const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** 5.8: the lines whose parts an entry gathers. A part that is taken back after it could be paid out counts at once. */
const linesOf = <L extends SharedLine>(
  lines: readonly L[],
  { available_on }: ExplainedEntry,
  business_date: string,
  back: boolean,
): L[] =>
  lines.filter(({ payable_on }) => {
    const from = payable_on ?? business_date;
    return (back ? laterOf(from, business_date) : from) === available_on;
  });

/** The parts of the lines add up to the entry; the shop bears what it could not take back (REF-6). */
function shareStep(kind: "sold" | "taken_back", lines: SharedLine[], entry: ExplainedEntry): EntrySum {
  const sign = kind === "sold" ? 1 : -1;
  const parts = lines.map(({ line_id, name, amount }) => ({
    ...{ name, amount: sign * amount, line_id },
    given: true as const,
  }));
  const rest = entry.amount - sum(parts.map(({ amount }) => amount));
  if (parts.length === 0) return recorded(kind, figure("part of the account", entry.amount));
  return addedUp(kind, [...parts, figure("borne by the shop", rest)]);
}

/** VOID-1: the entries that are reversed; without them as booked. */
function reversalStep(
  reversed: readonly { amount: number; type: string }[],
  entry: ExplainedEntry,
): EntrySum {
  const parts = reversed.map(({ amount, type }) =>
    figure(type === "purchase" ? "purchase reversed" : "sale reversed", -amount),
  );
  const isAll = sum(parts.map(({ amount }) => amount)) === entry.amount;
  return parts.length && isAll
    ? addedUp("reversed", parts)
    : recorded("reversed", figure("void", entry.amount));
}

/** BAL-3: the fee is a part of the payout. */
function payoutSteps(payout: { amount: number; fee: number }, entry: ExplainedEntry): EntrySum[] {
  const kind = entry.amount < 0 ? "payout" : "payout_back";
  const step = recorded<EntryStepKind>(kind, figure("payout", entry.amount));
  const paid = [figure("payout", payout.amount), figure("fee", -payout.fee)];
  return payout.fee === 0 ? [step] : [step, addedUp<EntryStepKind>("payout_paid", paid)];
}

const bookedStep = ({ type, memo, amount }: ExplainedEntry): EntrySum => {
  const name = [type.replaceAll("_", " "), memo].filter(Boolean).join(": ");
  return recorded("booked", { name, amount, given: true });
};

/** The kinds of records that a balance pays for, or that give back what it paid. */
const purchases: readonly string[] = ["sale", "refund", "lay_by_payment"];

const spentStep = (entry: ExplainedEntry): EntrySum =>
  purchases.includes(entry.ref.kind)
    ? recorded(entry.amount < 0 ? "spent" : "returned", figure("balance as payment", entry.amount))
    : bookedStep(entry);

/** The lines whose parts an entry gathers, and what the entry itself says of them or of its own record. */
export function explained<L extends SharedLine>(
  entry: ExplainedEntry,
  { shares, reversed, payout }: Origin<L>,
): { lines: L[]; own: EntrySum[] } {
  const shared = (kind: "sold" | "taken_back") => {
    const { lines = [], business_date = "" } = shares ?? {};
    const gathered = linesOf(lines, entry, business_date, kind === "taken_back");
    return { lines: gathered, own: [shareStep(kind, gathered, entry)] };
  };
  const alone = (...own: EntrySum[]) => ({ lines: [], own });
  switch (entry.type) {
    case "sale":
      return shared("sold");
    case "refund":
      return shared("taken_back");
    case "purchase":
    case "purchase_refund":
      return alone(spentStep(entry));
    case "void":
      return alone(reversalStep(reversed ?? [], entry));
    case "payout":
    case "payout_reversal":
      return alone(...(payout ? payoutSteps(payout, entry) : [bookedStep(entry)]));
    default:
      return alone(bookedStep(entry));
  }
}

export const balanceStep = ({ amount, balance_after }: ExplainedEntry): EntrySum =>
  addedUp("balance", [figure("balance before", balance_after - amount), figure("this entry", amount)]);
