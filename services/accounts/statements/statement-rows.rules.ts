/** The rows of a statement, as its papers show them: one for each line that was sold, else one for the movement. Pure. */

import { formatDecimal, sum } from "../../../shared/money.ts";
import type { PaperWords } from "../../../shared/papers/words.ts";
import type { Movement, Statement } from "./statement.rules.ts";

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
};

const none = { quantity: null, price: null, fees: null, amount: null, balance: null } as const;

function rowsOf({ date, type, memo, amount, balance, lines }: Movement, words: PaperWords): StatementRow[] {
  const kind = words.statement.kinds[type];
  // The store may have borne a part of what went back (REF-6): then the movement has a row of its own.
  const whole = lines.length > 0 && sum(lines.map(({ share }) => share)) === amount;
  const numbers = [...new Set(lines.map(({ sale_number }) => sale_number))].join(", ");
  const rows = lines.map(({ sale_number, title, sku, quantity, price, fees, share }): StatementRow => {
    const shown = { quantity, price, fees, amount: whole ? share : null, balance: null };
    return { date, kind, document: sale_number, text: title || sku, ...shown };
  });
  if (!whole) return [{ date, kind, document: numbers, text: memo ?? "", ...none, amount, balance }, ...rows];
  return rows.map((row, i) => (i === rows.length - 1 ? { ...row, balance } : row));
}

export function statementRows(statement: Statement, words: PaperWords): StatementRow[] {
  const { from, to, opening_balance, closing_balance, movements } = statement;
  const { opening, closing } = words.statement;
  const blank = { ...none, document: "", text: "" };
  return [
    { ...blank, date: from, kind: opening, balance: opening_balance },
    ...movements.flatMap((each) => rowsOf(each, words)),
    { ...blank, date: to, kind: closing, balance: closing_balance },
  ];
}

/** For spreadsheets: dates like 2027-01-31 and amounts like -12.50, whatever the locale. */
export function statementCsv(statement: Statement, words: PaperWords): string[][] {
  const { date, description, quantity, amount, currency } = words;
  const { kind, document, price, fees, balance } = words.statement;
  const head = [date, kind, document, description, quantity, price, fees, amount, balance, currency];
  const money = (minor: number | null) => (minor === null ? "" : formatDecimal(minor, statement.currency));
  return [
    head,
    ...statementRows(statement, words).map((row) => [
      ...[row.date, row.kind, row.document, row.text, row.quantity === null ? "" : String(row.quantity)],
      ...[money(row.price), money(row.fees), money(row.amount), money(row.balance), statement.currency],
    ]),
  ];
}
