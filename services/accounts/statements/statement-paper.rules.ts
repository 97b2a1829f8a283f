/** A statement as a paper, in the organization's locale. Pure. */
import type { Formats } from "../../../shared/papers/formats.ts";
import type { Column, Paper, Section } from "../../../shared/papers/paper.ts";
import { type Printing, printingIn } from "../../../shared/papers/printed-steps.ts";
import { addressOf, type Sending, said, senderOf, sizeIn } from "../../../shared/papers/sender.ts";
import { filled } from "../../../shared/papers/words.ts";
import type { Account } from "../accounts/account.ts";
import type { Statement } from "./statement.rules.ts";
import type { Notes } from "./statement-notes.rules.ts";
import { type StatementRow, statementRows } from "./statement-rows.rules.ts";

export type StatementSource = {
  statement: Statement;
  holder: Account;
  organization: Sending & { locale: string };
  /** The latest moment that it shows. */
  latest: string;
  /** Why each movement came to its amount, in their order. */
  notes?: readonly Notes[] | undefined;
};

const right = (title: string): Column => ({ title, align: "right" });
const left = (title: string): Column => ({ title, align: "left" });
const growing = (title: string): Column => ({ title, align: "left", grows: true });

const maybe = (format: (minor: number) => string, value: number | null): string =>
  value === null ? "" : format(value);

/** "Sale 000012 · Wool coat", with units where there are several. */
function textOf({ kind, document, text, quantity }: StatementRow, { count }: Formats): string {
  const several = quantity !== null && Math.abs(quantity) !== 1 ? `${count(Math.abs(quantity))} × ` : "";
  return said(`${kind} ${document}`.trim(), text ? several + text : null).join(" · ");
}

/** A result stays with its equals sign. */
const unbroken = (sentence: string): string => sentence.replace(/ = (?=[^=]*$)/, "\u00a0=\u00a0");

function movementsOf({ statement, notes }: StatementSource, { words, formats }: Printing): Section {
  const { balance, fees, price, share, movements } = words.statement;
  const rows = statementRows(statement, words, notes);
  const { date, decimal } = formats;
  return {
    kind: "table",
    ...(statement.year ? { title: movements } : {}),
    columns: [
      ...[left(words.date), growing(words.description), right(price)],
      ...[right(fees), right(share), right(balance)],
    ],
    rows: rows.map((row, i) => ({
      bold: i === 0 || i === rows.length - 1,
      cells: [
        date(row.date),
        textOf(row, formats),
        ...[row.price, row.fees, row.amount, row.balance].map((each) => maybe(decimal, each)),
      ],
      notes: row.notes.map(unbroken),
    })),
  };
}

function monthsOf({ statement }: StatementSource, { words, formats }: Printing): Section[] {
  const { months, month, pieces, price, fees, sales, refunds, payouts, other, closing } = words.statement;
  const { decimal, count } = formats;
  if (!statement.year || statement.months.length === 0) return [];
  const { totals, closing_balance } = statement;
  const figures = (name: string, of: Omit<Statement["months"][number], "month">): string[] => [
    ...[name, count(of.units)],
    ...[of.price, of.fees, of.sales, of.refunds, of.payouts, of.other, of.closing_balance].map(decimal),
  ];
  return [
    {
      kind: "table",
      title: months,
      columns: [
        ...[growing(month), right(pieces), right(price), right(fees), right(sales)],
        ...[right(refunds), right(payouts), right(other), right(closing)],
      ],
      rows: [
        ...statement.months.map((each) => ({ cells: figures(formats.month(each.month), each) })),
        { cells: figures(words.total, { ...totals, closing_balance }), bold: true },
      ],
    },
  ];
}

function totalsOf({ statement }: StatementSource, { words, formats }: Printing): Section {
  const { opening, sales, refunds, payouts, other, closing } = words.statement;
  const { totals, opening_balance, closing_balance } = statement;
  const { amount } = formats;
  return {
    kind: "totals",
    rows: [
      [opening, amount(opening_balance)],
      [sales, amount(totals.sales)],
      ...(totals.refunds ? [[refunds, amount(totals.refunds)] as const] : []),
      ...(totals.payouts ? [[payouts, amount(totals.payouts)] as const] : []),
      ...(totals.other ? [[other, amount(totals.other)] as const] : []),
      [closing, amount(closing_balance)],
    ],
  };
}

const nameOf = ({ first_name, last_name, company, number }: Account): string[] => {
  const names = said(company, said(first_name, last_name).join(" "));
  return names.length ? names : [number];
};

export function statementPaper(source: StatementSource): Paper {
  const { statement, holder, organization, latest } = source;
  const printing = printingIn(organization.locale, statement.currency);
  const { words, formats } = printing;
  const { date } = formats;
  const { title, yearly, period, account } = words.statement;
  const { from, to, year, currency } = statement;
  return {
    size: sizeIn(organization),
    // The months have more columns than fit across.
    landscape: year !== null,
    title: year ? filled(yearly, { year: String(year) }) : title,
    number: `${account} ${holder.number}`,
    created_at: new Date(latest),
    page: words.page,
    mark: null,
    sender: senderOf(organization),
    facts: [
      [account, holder.number],
      [period, `${date(from)} – ${date(to)}`],
      [words.currency, currency],
    ],
    blocks: [{ label: "", lines: [...nameOf(holder), ...addressOf(holder)] }],
    sections: [...monthsOf(source, printing), movementsOf(source, printing), totalsOf(source, printing)],
  };
}
