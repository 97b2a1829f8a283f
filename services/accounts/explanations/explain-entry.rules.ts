/** How the amount of a balance entry came about, from the record it came from. Minor units; positive: the shop owes more. */
import { addedUp, type Figure, recorded, type Sum } from "../../../shared/explanation.ts";
import { sum } from "../../../shared/money.ts";

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

export type ExplainedEntry = { type: string; amount: number; balance_after: number; available_on: string };

/** A line of a sale or a refund, with the account's part of it. */
export type SharedLine = { line_id: string; name: string; payable_on: string | null; amount: number };

const figure = (name: string, amount: number): Figure => ({ name, amount });

export const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** 5.8: the lines whose parts an entry gathers. A part that is taken back after it could be paid out counts at once. */
export const linesOf = <L extends SharedLine>(
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
export function shareStep(kind: "sold" | "taken_back", lines: SharedLine[], entry: ExplainedEntry): EntrySum {
  const sign = kind === "sold" ? 1 : -1;
  const parts = lines.map(({ line_id, name, amount }) => ({ ...figure(name, sign * amount), line_id }));
  const rest = entry.amount - sum(parts.map(({ amount }) => amount));
  if (parts.length === 0) return recorded(kind, figure("part of the account", entry.amount));
  return addedUp(kind, [...parts, figure("borne by the shop", rest)]);
}

/** VOID-1: the entries that are reversed; without them as booked. */
export function reversalStep(
  reversed: readonly { amount: number; type: string }[],
  entry: ExplainedEntry,
): EntrySum {
  const parts = reversed.map(({ amount, type }) => figure(`${type.replaceAll("_", " ")} reversed`, -amount));
  const isAll = sum(parts.map(({ amount }) => amount)) === entry.amount;
  return parts.length && isAll
    ? addedUp("reversed", parts)
    : recorded("reversed", figure("void", entry.amount));
}

/** BAL-3: the fee is a part of the payout. */
export function payoutSteps(payout: { amount: number; fee: number }, entry: ExplainedEntry): EntrySum[] {
  const kind = entry.amount < 0 ? "payout" : "payout_back";
  const step = recorded<EntryStepKind>(kind, figure("payout", entry.amount));
  const paid = [figure("payout", payout.amount), figure("fee", -payout.fee)];
  return payout.fee === 0 ? [step] : [step, addedUp<EntryStepKind>("payout_paid", paid)];
}

export const bookedStep = (entry: ExplainedEntry, memo: string | null): EntrySum =>
  recorded(
    "booked",
    figure([entry.type.replaceAll("_", " "), memo].filter(Boolean).join(": "), entry.amount),
  );

export const spentStep = (entry: ExplainedEntry): EntrySum =>
  recorded(entry.amount < 0 ? "spent" : "returned", figure("balance as payment", entry.amount));

export const balanceStep = ({ amount, balance_after }: ExplainedEntry): EntrySum =>
  addedUp("balance", [figure("balance before", balance_after - amount), figure("this entry", amount)]);
