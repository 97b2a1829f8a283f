/** The margin scheme's register as a paper and as CSV, in the organization's locale. Pure. */
import { formatDecimal, formatScaled } from "../../../shared/money.ts";
import { type Formats, formatsOf } from "../../../shared/papers/formats.ts";
import type { Column, Paper, Section } from "../../../shared/papers/paper.ts";
import { type Sending, senderOf, sizeIn } from "../../../shared/papers/sender.ts";
import { type PaperWords, wordsIn } from "../../../shared/papers/words.ts";
import type { MarginRegister, MarginRow } from "./margin.rules.ts";

export type MarginSource = {
  register: MarginRegister;
  organization: Sending & { locale: string };
  store_name: string | null;
  /** The latest moment that it shows. */
  latest: string;
};

const kindIn = ({ margin }: PaperWords, { kind }: MarginRow): string => margin[kind];

function rowsOf({ register }: MarginSource, words: PaperWords, formats: Formats): Section {
  const { margin: m, ...common } = words;
  const right = (title: string): Column => ({ title, align: "right" });
  const left = (title: string): Column => ({ title, align: "left" });
  const { date, decimal, percent } = formats;
  const { totals, rows } = register;
  const money = (of: MarginRegister["totals"]) => [
    ...[decimal(of.purchase_price), decimal(of.selling_price), decimal(of.margin)],
  ];
  return {
    kind: "table",
    columns: [
      ...[left(common.date), left(m.number), left(m.kind), left(common.code)],
      { title: common.description, align: "left", grows: true },
      ...[right(m.purchase), right(m.selling), right(m.margin), right(m.rate), right(m.tax)],
    ],
    rows: [
      ...rows.map((row) => ({
        cells: [
          ...[date(row.date), row.sale_number, kindIn(words, row), row.sku, row.title],
          ...[...money(row), percent(row.rate_ppm), decimal(row.tax)],
        ],
      })),
      { bold: true, cells: [common.total, "", "", "", "", ...money(totals), "", decimal(totals.tax)] },
    ],
  };
}

function ratesOf({ register }: MarginSource, { amount, percent }: Formats): Section[] {
  const rows = register.rates.map(
    ({ tax_name, rate_ppm, tax }) => [`${tax_name} ${percent(rate_ppm)}`, amount(tax)] as const,
  );
  return rows.length ? [{ kind: "totals", rows }] : [];
}

export function marginPaper(source: MarginSource): Paper {
  const { register, organization, store_name, latest } = source;
  const words = wordsIn(organization.locale);
  const formats = formatsOf(organization.locale, register.currency);
  const { from, to, currency } = register;
  return {
    ...{ size: sizeIn(organization), landscape: true },
    title: words.margin.title,
    number: words.margin.title,
    created_at: new Date(latest),
    page: words.page,
    mark: null,
    sender: senderOf(organization),
    facts: [
      [words.statement.period, `${formats.date(from)} – ${formats.date(to)}`],
      ...(store_name ? [[words.store, store_name] as const] : []),
      [words.currency, currency],
    ],
    blocks: [],
    sections: [
      rowsOf(source, words, formats),
      ...ratesOf(source, formats),
      { kind: "text", label: words.notes, text: words.margin.note },
    ],
  };
}

/** Rates are stored in ppm: a percentage with four places. */
const percentage = (ppm: number): string => formatScaled(ppm, 4).replace(/\.?0+$/, "");

/** For spreadsheets: dates like 2027-01-31 and amounts like -12.50, whatever the locale. */
export function marginCsv({ currency, rows }: MarginRegister, words: PaperWords): string[][] {
  const { margin: m, date, code, description, quantity } = words;
  const money = (minor: number): string => formatDecimal(minor, currency);
  return [
    [
      date,
      m.number,
      m.kind,
      code,
      description,
      quantity,
      m.purchase,
      m.selling,
      m.margin,
      m.rate,
      m.tax,
      words.currency,
    ],
    ...rows.map((row) => [
      ...[row.date, row.sale_number, kindIn(words, row), row.sku, row.title, String(row.quantity)],
      ...[money(row.purchase_price), money(row.selling_price), money(row.margin)],
      ...[percentage(row.rate_ppm), money(row.tax), currency],
    ]),
  ];
}
