/** Statements of accounts: periods, movements and their sums. Pure; minor units, business dates. */
import { sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import type { accountLines } from "../../sales/public.ts";
import type { balanceEntry } from "../balances/balance-entry.ts";
import type { accountStatement } from "./declarations.ts";

export type Statement = OutputOf<typeof accountStatement>;
export type Movement = Statement["movements"][number];
export type Figures = Statement["totals"];
export type SoldLine = OutputOf<typeof accountLines>[number];

type Asked = { from?: string | null; to?: string | null; year?: number | null };
export type Period = { from: string; to: string };

/** A period, or the field that is wrong with the sentence about it. */
export function periodOf(
  { from, to, year }: Asked,
  today: string,
): Period | { field: string; wrong: string } {
  if (year && (from || to))
    return { field: "year", wrong: "'year' cannot be combined with 'from' and 'to'." };
  if (year) return { from: `${year}-01-01`, to: `${year}-12-31` };
  const end = to ?? (from && from > today ? from : today);
  const start = from ?? `${end.slice(0, 7)}-01`;
  return start > end ? { field: "to", wrong: "'to' is earlier than 'from'." } : { from: start, to: end };
}

export type DatedEntry = Pick<
  Entity<typeof balanceEntry>,
  "type" | "ref" | "memo" | "amount" | "seq" | "journal_id"
> & { date: string };

/** Lines of a sale that is voided go back as they came. */
const taken = (line: SoldLine): SoldLine => ({
  ...line,
  ...{ quantity: -line.quantity, price: 0 - line.price, fees: 0 - line.fees, share: 0 - line.share },
});

function linesOf(entry: DatedEntry, lines: ReadonlyMap<string, readonly SoldLine[]>): Movement["lines"] {
  if (!["sale", "refund", "void"].includes(entry.type)) return [];
  const own = lines.get(entry.ref.id) ?? [];
  return (entry.type === "void" ? own.map(taken) : own).map(
    ({ of_id: _of, line_id: _line, ...line }) => line,
  );
}

/**
 * The entries of each movement, in the order of a statement. Entries of one journal and type are one movement: a sale has one
 * for each date from which its lines can be paid out.
 */
export function groupsOf<E extends DatedEntry>(entries: readonly E[]): E[][] {
  const ordered = entries.toSorted((a, b) => (a.date === b.date ? a.seq - b.seq : a.date < b.date ? -1 : 1));
  return [...Map.groupBy(ordered, ({ journal_id, type }) => `${journal_id} ${type}`).values()];
}

/** Entries of a period as movements, with the balance after each. */
export function movementsOf(
  opening: number,
  entries: readonly DatedEntry[],
  lines: ReadonlyMap<string, readonly SoldLine[]>,
): Movement[] {
  let balance = opening;
  return groupsOf(entries).map((own) => {
    const [first] = own as [DatedEntry];
    const amount = sum(own.map((each) => each.amount));
    balance += amount;
    const { date, type, ref, memo } = first;
    return { date, type, ref, memo, amount, balance, lines: linesOf(first, lines) };
  });
}

/** The figure in which a type of entry counts. */
const figureOf: Readonly<Record<Movement["type"], "sales" | "refunds" | "payouts" | "other">> = {
  ...{ sale: "sales", void: "sales", refund: "refunds" },
  ...{ payout: "payouts", payout_reversal: "payouts" },
  ...{ fee: "other", recurring_fee: "other", purchase: "other", purchase_refund: "other" },
  ...{ adjustment: "other", compensation: "other", compensation_reversal: "other", opening: "other" },
};

export function figuresOf(movements: readonly Movement[]): Figures {
  const lines = movements.flatMap((each) => each.lines);
  const moved = (figure: string) =>
    sum(movements.flatMap(({ type, amount }) => (figureOf[type] === figure ? [amount] : [])));
  return {
    units: sum(lines.map(({ quantity }) => quantity)),
    price: sum(lines.map(({ price }) => price)),
    fees: sum(lines.map(({ fees }) => fees)),
    ...{ sales: moved("sales"), refunds: moved("refunds") },
    ...{ payouts: moved("payouts"), other: moved("other") },
  };
}

/** The months of a period in which something moved. */
export const monthsOf = (movements: readonly Movement[]): Statement["months"] =>
  [...Map.groupBy(movements, ({ date }) => date.slice(0, 7))].map(([month, own]) => ({
    month,
    ...figuresOf(own),
    closing_balance: own.at(-1)!.balance,
  }));

type Head = Pick<Statement, "account_id" | "account_number" | "currency" | "from" | "to" | "year">;

/** INV-4: opening balance and entries make the closing balance. */
export function statementOf(
  head: Head,
  opening_balance: number,
  entries: readonly DatedEntry[],
  lines: ReadonlyMap<string, readonly SoldLine[]>,
): Statement {
  const movements = movementsOf(opening_balance, entries, lines);
  return {
    ...head,
    opening_balance,
    closing_balance: opening_balance + sum(entries.map(({ amount }) => amount)),
    totals: figuresOf(movements),
    months: monthsOf(movements),
    movements,
  };
}
