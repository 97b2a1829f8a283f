/** The rows of a statement, as its papers show them: one for each line that was sold, else one for the movement. Pure. */

import { formatDecimal, sum } from "../../../shared/money.ts";
import type { PaperWords } from "../../../shared/papers/words.ts";
import type { Movement, Statement } from "./statement.rules.ts";
import type { Notes } from "./statement-notes.rules.ts";

export type StatementRow = {
  date: string;
  kind: string;
  /** The number of the sale, or empty. */
  document: string;
  text: string;
  quantity: number | null;
  price: number | null;
  fees: number | null;
  amount: number | null;
  balance: number | null;
  /** How it came to its amount. */
  notes: readonly string[];
};

const none = {
  ...{ quantity: null, price: null, fees: null, amount: null, balance: null, notes: [] },
} as const;

function rowsOf(movement: Movement, words: PaperWords, notes: Notes | undefined): StatementRow[] {
  const { date, type, memo, amount, balance, lines } = movement;
  const own = notes?.own ?? [];
  const kind = words.statement.kinds[type];
  // The store may have borne a part of what went back (REF-6): then the movement has a row of its own.
  const whole = lines.length > 0 && sum(lines.map(({ share }) => share)) === amount;
  const numbers = [...new Set(lines.map(({ sale_number }) => sale_number))].join(", ");
  const rows = lines.map(({ sale_number, title, sku, quantity, price, fees, share }, i): StatementRow => {
    const shown = { quantity, price, fees, amount: whole ? share : null, balance: null };
    return { date, kind, document: sale_number, text: title || sku, ...shown, notes: notes?.lines[i] ?? [] };
  });
  const all = { date, kind, document: numbers, text: memo ?? "", ...none, amount, balance, notes: own };
  if (!whole) return [all, ...rows];
  return rows.map((row, i) =>
    i === rows.length - 1 ? { ...row, balance, notes: [...row.notes, ...own] } : row,
  );
}

/** `notes`: those of each movement, in their order. */
export function statementRows(
  statement: Statement,
  words: PaperWords,
  notes?: readonly Notes[],
): StatementRow[] {
  const { from, to, opening_balance, closing_balance, movements } = statement;
  const { opening, closing } = words.statement;
  const blank = { ...none, document: "", text: "" };
  return [
    { ...blank, date: from, kind: opening, balance: opening_balance },
    ...movements.flatMap((each, i) => rowsOf(each, words, notes?.[i])),
    { ...blank, date: to, kind: closing, balance: closing_balance },
  ];
}

/** For spreadsheets: dates like 2027-01-31 and amounts like -12.50, whatever the locale. */
export function statementCsv(statement: Statement, words: PaperWords, notes?: readonly Notes[]): string[][] {
  const { date, description, quantity, amount, currency } = words;
  const { kind, document, price, fees, balance } = words.statement;
  const head = [date, kind, document, description, quantity, price, fees, amount, balance, currency];
  const said = (cell: string): string[] => (notes ? [cell] : []);
  const money = (minor: number | null) => (minor === null ? "" : formatDecimal(minor, statement.currency));
  return [
    [...head, ...said(words.explanation.title)],
    ...statementRows(statement, words, notes).map((row) => [
      ...[row.date, row.kind, row.document, row.text, row.quantity === null ? "" : String(row.quantity)],
      ...[money(row.price), money(row.fees), money(row.amount), money(row.balance), statement.currency],
      ...said(row.notes.join("\n")),
    ]),
  ];
}
