/** Reads what a statement shows. An entry has the business date of its journal: the day in the store (TIM-2). */
import { invalidField } from "../../../shared/errors.ts";
import { inParts } from "../../../shared/in-parts.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { accountLines, MOST_NAMED } from "../../sales/public.ts";
import { type Account, account } from "../accounts/account.ts";
import { today } from "../balances/available.ts";
import { balanceEntry } from "../balances/balance-entry.ts";
import { journal } from "../ledger/journal.ts";
import { MOST_MOVEMENTS } from "./declarations.ts";
import {
  type DatedEntry,
  type Period,
  periodOf,
  type SoldLine,
  type Statement,
  statementOf,
} from "./statement.rules.ts";

type Entry = Entity<typeof balanceEntry>;
type Asked = { id: string; from?: string | null; to?: string | null; year?: number | null };

/** What the postings before a date come to; each journal changes the balance by the sum of its entries (INV-4). */
async function openingBalance(reader: Reader, id: string, from: string): Promise<number> {
  const posted = { account_ids: id, business_date: { $lt: from } };
  const [found] = await reader.aggregate<{ owed: number }>(journal, posted, [
    { $unwind: "$postings" },
    { $match: { "postings.ledger_account": `payable:${id}` } },
    { $group: { _id: null, owed: { $sum: { $subtract: [0, "$postings.amount"] } } } },
  ]);
  return found?.owed ?? 0;
}

/** Journals and entries of a period: a part at a time, so that no filter grows without a bound. */
async function entriesOf(
  reader: Reader,
  id: string,
  { from, to }: Period,
): Promise<(Entry & { date: string })[]> {
  const within = { account_ids: id, business_date: { $gte: from, $lte: to } };
  const journals = await reader.aggregate<{ _id: string; business_date: string }>(journal, within, [
    { $project: { business_date: 1 } },
    { $limit: MOST_MOVEMENTS + 1 },
  ]);
  if (journals.length > MOST_MOVEMENTS)
    throw invalidField(
      "to",
      "too_many",
      `The period has more than ${MOST_MOVEMENTS} movements; ask for a shorter one.`,
    );
  const dates = new Map(journals.map(({ _id, business_date }) => [_id, business_date]));
  const entries = await inParts([...dates.keys()], MOST_NAMED, (part) =>
    reader.find(balanceEntry, { account_id: id, journal_id: { $in: part } }),
  );
  return entries.map((each) => ({ ...each, date: dates.get(each.journal_id)! }));
}

/** Lines by the sale or refund that they are of. */
async function linesOf(call: Call, account_id: string, entries: readonly DatedEntry[]) {
  const of = (...types: string[]): string[] => [
    ...new Set(entries.flatMap(({ type, ref }) => (types.includes(type) ? [ref.id] : []))),
  ];
  const lines: SoldLine[] = [
    ...(await inParts(of("sale", "void"), MOST_NAMED, (sale_ids) =>
      call(accountLines, { account_id, sale_ids, refund_ids: [] }),
    )),
    ...(await inParts(of("refund"), MOST_NAMED, (refund_ids) =>
      call(accountLines, { account_id, sale_ids: [], refund_ids }),
    )),
  ];
  return Map.groupBy(lines, ({ of_id }) => of_id);
}

/** Today, or the day of a store that is ahead of the organization's: what it sold belongs to the statement of today (TIM-2). */
async function latestDay(reader: Reader, id: string): Promise<string> {
  const newest = { sort: { business_date: -1 }, limit: 1 } as const;
  const [last] = await reader.find(journal, { account_ids: id }, newest);
  const now = today(reader);
  return last && last.business_date > now ? last.business_date : now;
}

export type Loaded = {
  holder: Account;
  statement: Statement;
  /** Of the period, with their business dates. */
  entries: readonly (Entry & { date: string })[];
  /** By the sale or refund that they are of. */
  lines: ReadonlyMap<string, readonly SoldLine[]>;
  latest: string;
};

export async function loadStatement(reader: Reader, call: Call, asked: Asked): Promise<Loaded> {
  const holder = await reader.load(account, asked.id);
  const period = periodOf(asked, await latestDay(reader, holder.id));
  if ("field" in period) throw invalidField(period.field, "invalid_value", period.wrong);
  const [opening, entries] = await Promise.all([
    openingBalance(reader, holder.id, period.from),
    entriesOf(reader, holder.id, period),
  ]);
  const head = {
    ...{ account_id: holder.id, account_number: holder.number, currency: reader.org.currency },
    ...period,
    year: asked.year ?? null,
  };
  const lines = await linesOf(call, holder.id, entries);
  const statement = statementOf(head, opening, entries, lines);
  // A paper is as old as what it shows.
  const latest = [period.from, ...entries.map(({ created_at }) => created_at)].sort().at(-1)!;
  return { holder, statement, entries, lines, latest };
}
