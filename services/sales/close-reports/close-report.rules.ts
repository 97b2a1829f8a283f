/** The report of a register session: its sums, and the slip that is printed of it. Pure; minor units. */
import { sum } from "../../../shared/money.ts";
import { type Formats, formatsOf } from "../../../shared/papers/formats.ts";
import type { Slip, SlipRow } from "../../../shared/papers/slip.ts";
import { filled, type PaperWords, tenderIn, wordsIn } from "../../../shared/papers/words.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import type { closeReport } from "./declarations.ts";

export type CloseReport = OutputOf<typeof closeReport>;
type Tender = CloseReport["tenders"][number];
type Amount = { type: string; amount: number };

/** Sums by type, of sales net of change and of refunds. */
export function tendersOf(paid: readonly Amount[], change: number, back: readonly Amount[]): Tender[] {
  const types = [...new Set([...paid, ...back].map(({ type }) => type))].sort();
  const of = (amounts: readonly Amount[], type: string) =>
    sum(amounts.flatMap((each) => (each.type === type ? [each.amount] : [])));
  return types.map((type) => {
    const sales = of(paid, type) - (type === "cash" ? change : 0);
    const refunds = of(back, type);
    return { type, sales, refunds, net: sales - refunds };
  });
}

/** What must be in the drawer: at closing it was counted, until then it follows from the movements. */
export const expectedOf = (
  stored: number | null,
  opening_float: number,
  movements: readonly { amount: number }[],
): number => stored ?? opening_float + sum(movements.map(({ amount }) => amount));

const rule: SlipRow = { kind: "rule" };
const pair = (left: string, right: string, bold = false): SlipRow => ({ kind: "pair", left, right, bold });
const heading = (text: string): SlipRow => ({ kind: "text", text, bold: true });

type Printing = { words: PaperWords; formats: Formats; time: (instant: string) => string };

const kindIn = ({ close }: PaperWords, kind: string): string =>
  (close.kinds as Readonly<Record<string, string>>)[kind] ?? kind.replaceAll("_", " ");

function cashRows(report: CloseReport, { words: { close, ...words }, formats }: Printing): SlipRow[] {
  const { movements, opening_float, expected, counted, difference } = report;
  const { decimal, amount, count } = formats;
  const moved = sum(movements.map((each) => each.amount));
  // Cash whose journals are still being posted.
  const rest = expected - opening_float - moved;
  return [
    heading(close.drawer),
    pair(close.float, decimal(opening_float)),
    ...movements.map((each) =>
      pair(`${kindIn({ close, ...words }, each.kind)} (${count(each.count)})`, decimal(each.amount)),
    ),
    ...(rest ? [pair(close.unposted, decimal(rest))] : []),
    pair(close.expected, amount(expected), true),
    ...(counted === null ? [] : [pair(close.counted, amount(counted), true)]),
    ...(difference === null ? [] : [pair(close.difference, amount(difference), true)]),
  ];
}

function salesRows(report: CloseReport, { words, formats }: Printing): SlipRow[] {
  const { close, receipt } = words;
  const { count, amount, decimal } = formats;
  return [
    pair(close.sales, count(report.sales)),
    pair(close.refunds, count(report.refunds)),
    ...(report.voided ? [pair(close.voided, count(report.voided))] : []),
    pair(words.total, amount(report.total), true),
    ...report.taxes.map((tax) => {
      const name = formats.tax(tax.name, tax.rate_ppm);
      return pair(filled(receipt.tax_in, { tax: name, net: decimal(tax.net) }), decimal(tax.amount));
    }),
  ];
}

function tenderRows({ tenders }: CloseReport, { words, formats: { decimal } }: Printing): SlipRow[] {
  if (tenders.length === 0) return [];
  const back = tenders.filter(({ refunds }) => refunds !== 0);
  return [
    heading(words.close.tenders),
    ...tenders.flatMap(({ type, sales }) => (sales ? [pair(tenderIn(words, type), decimal(sales))] : [])),
    ...back.map(({ type, refunds }) =>
      pair(`${words.close.refunds}: ${tenderIn(words, type)}`, decimal(-refunds)),
    ),
    rule,
  ];
}

export type CloseSource = {
  report: CloseReport;
  organization: { name: string; locale: string };
  time_zone: string;
  /** The latest moment that it shows. */
  latest: string;
};

export function closeSlip({ report, organization, time_zone, latest }: CloseSource): Slip {
  const words = wordsIn(organization.locale);
  const formats = formatsOf(organization.locale, report.currency);
  const time = (instant: string) => formats.time(instant, time_zone);
  const printing = { words, formats, time };
  const { close } = words;
  const { register_name, store_name, opened_at, closed_at, memo } = report;
  return {
    title: `${close.title} ${register_name}`,
    author: organization.name,
    created_at: new Date(latest),
    rows: [
      { kind: "center", text: organization.name, bold: true, large: true },
      ...(store_name && store_name !== organization.name
        ? [{ kind: "center", text: store_name } as const]
        : []),
      { kind: "center", text: `${close.title} · ${register_name}`, bold: true },
      rule,
      pair(close.opened, time(opened_at)),
      closed_at
        ? pair(close.closed, time(closed_at))
        : { kind: "center", text: close.open.toUpperCase(), bold: true },
      rule,
      ...salesRows(report, printing),
      rule,
      ...tenderRows(report, printing),
      ...cashRows(report, printing),
      ...(memo ? [rule, { kind: "text", text: memo } as const] : []),
    ],
  };
}
