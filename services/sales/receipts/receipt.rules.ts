/** The texts of a till receipt, in the organization's locale. Pure. Its lines, exclusive taxes and rounding add up to the total. */
import { sum, times } from "../../../shared/money.ts";
import { type Formats, formatsOf } from "../../../shared/papers/formats.ts";
import { localAddressOf, type Sending, said } from "../../../shared/papers/sender.ts";
import type { Slip, SlipRow } from "../../../shared/papers/slip.ts";
import { filled, type PaperWords, tenderIn, wordsIn } from "../../../shared/papers/words.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { store } from "../../inventory/public.ts";
import type { refund } from "../refunds/refund.ts";
import type { sale } from "../sales/sale.ts";

type Sale = Entity<typeof sale>;
type Refund = Entity<typeof refund>;
type Line = Sale["lines"][number];

export type ReceiptSource = {
  sale: Sale;
  /** In the order in which they happened. */
  refunds: readonly Refund[];
  /** EXC-1: what came back and paid for it, and the sale that it came from. */
  exchange?: { refund: Refund; from: Sale } | null;
  organization: Sending & { locale: string; timezone: string };
  store: Entity<typeof store> | null;
};

type Printing = { words: PaperWords; formats: Formats };

const rule: SlipRow = { kind: "rule" };
const pair = (left: string, right: string, more: { bold?: boolean; indent?: boolean } = {}): SlipRow => ({
  ...{ kind: "pair", left, right },
  ...more,
});

const TIMES = "×";

function lineRows(line: Line, { words, formats: { decimal, count } }: Printing): SlipRow[] {
  const { title, sku, quantity, unit_price, applied_discounts, price_paid } = line;
  const gross = times(unit_price, quantity);
  const discounts = sum(applied_discounts.map(({ amount }) => amount));
  const rest = price_paid - gross + discounts;
  return [
    pair(title || sku, decimal(gross)),
    ...(quantity > 1
      ? [{ kind: "text", text: `${count(quantity)} ${TIMES} ${decimal(unit_price)}`, indent: true } as const]
      : []),
    ...(discounts ? [pair(words.receipt.discount, decimal(-discounts), { indent: true })] : []),
    // Customers who are exempt pay the net of a price that contains tax (TAX-4).
    ...(rest
      ? [pair(rest < 0 ? words.receipt.tax_exempt : words.receipt.fees, decimal(rest), { indent: true })]
      : []),
  ];
}

/** Gift cards that the sale sells (GFT-1), or takes back. */
const cardRows = (
  cards: readonly { amount: number }[] | null,
  sign: 1 | -1,
  { words, formats }: Printing,
): SlipRow[] =>
  (cards ?? []).map(({ amount }) => pair(tenderIn(words, "gift_card"), formats.decimal(sign * amount)));

type TaxSum = {
  name: string;
  rate_ppm: number;
  type: "inclusive" | "exclusive";
  net: number;
  amount: number;
};

/** Each tax once, with the net amounts it was taken on. The margin scheme shows no tax (TAX-5). */
export function taxesOf(lines: readonly Pick<Line, "applied_taxes" | "net">[]): TaxSum[] {
  const sums = new Map<string, TaxSum>();
  for (const { applied_taxes, net } of lines)
    for (const { tax_id, snapshot, amount } of applied_taxes) {
      const { name, rate_ppm, type, scheme } = snapshot;
      if (scheme === "margin") continue;
      const key = `${tax_id} ${rate_ppm} ${type}`;
      const known = sums.get(key) ?? { name, rate_ppm, type, net: 0, amount: 0 };
      sums.set(key, { ...known, net: known.net + net, amount: known.amount + amount });
    }
  return [...sums.values()];
}

const hasMargin = ({ lines }: Sale): boolean =>
  lines.some(({ applied_taxes }) => applied_taxes.some(({ snapshot }) => snapshot.scheme === "margin"));

function taxRows(taxes: readonly TaxSum[], told: string, formats: Formats): SlipRow[] {
  return taxes.map(({ name, rate_ppm, net, amount }) => {
    const tax = formats.tax(name, rate_ppm);
    return pair(filled(told, { tax, net: formats.decimal(net) }), formats.decimal(amount));
  });
}

function totalRows(sale: Sale, taxes: readonly TaxSum[], { words, formats }: Printing): SlipRow[] {
  const { receipt } = words;
  const { cash_rounding_adjustment, total } = sale;
  const exclusive = taxes.filter(({ type }) => type === "exclusive");
  return [
    ...taxRows(exclusive, receipt.tax_on, formats),
    ...(cash_rounding_adjustment ? [pair(receipt.rounding, formats.decimal(cash_rounding_adjustment))] : []),
    pair(words.total, formats.amount(total), { bold: true }),
  ];
}

/** What is left to pay of a sale on lay-by, or what went back when it was cancelled (LAY-2, LAY-6). */
function layByRows({ lay_by }: Sale, { words: { receipt }, formats }: Printing): SlipRow[] {
  if (!lay_by || lay_by.status === "completed") return [];
  const { status, outstanding, due_date, paid, fee } = lay_by;
  if (status === "cancelled")
    return [
      ...(fee ? [pair(receipt.lay_by_fee, formats.decimal(fee))] : []),
      pair(receipt.refunded, formats.amount(fee - paid), { bold: true }),
    ];
  return [
    pair(receipt.outstanding, formats.amount(outstanding), { bold: true }),
    pair(receipt.due_date, formats.date(due_date)),
  ];
}

const paidRows = ({ payments, change }: Sale, { words, formats }: Printing): SlipRow[] => [
  ...payments
    .filter(({ type }) => type !== "exchange")
    .map(({ type, amount }) => pair(tenderIn(words, type), formats.decimal(amount))),
  ...(change ? [pair(words.receipt.change, formats.decimal(change))] : []),
];

const givenBackRows = ({ tenders }: Refund, { words, formats }: Printing): SlipRow[] =>
  tenders
    .filter(({ type }) => type !== "exchange")
    .map(({ type, amount }) => pair(tenderIn(words, type), formats.decimal(-amount)));

/** EXC-1: what came back is taken off; what is left was paid, or given back. */
function exchangeRows({ sale, exchange }: ReceiptSource, printing: Printing): SlipRow[] {
  if (!exchange) return [];
  const { words, formats } = printing;
  const { refund, from } = exchange;
  const left = sale.total - refund.amount;
  return [
    rule,
    { kind: "text", text: filled(words.receipt.returned, { number: from.number }), bold: true },
    ...returnedRows(refund, from, printing),
    pair(words.receipt.returned_goods, formats.amount(-refund.amount), { bold: true }),
    rule,
    pair(left < 0 ? words.receipt.given_back : words.receipt.to_pay, formats.amount(left), { bold: true }),
    ...paidRows(sale, printing),
    ...givenBackRows(refund, printing),
  ];
}

function settledRows(source: ReceiptSource, printing: Printing): SlipRow[] {
  if (source.exchange) return exchangeRows(source, printing);
  const paid = paidRows(source.sale, printing);
  return [...(paid.length ? [rule, ...paid] : []), ...layByRows(source.sale, printing)];
}

/** The taxes that the prices contain, and what the law wants to be said instead. */
function noteRows(sale: Sale, taxes: readonly TaxSum[], { words, formats }: Printing): SlipRow[] {
  const inclusive = taxes.filter(({ type }) => type === "inclusive");
  const margin = hasMargin(sale);
  return [
    ...(inclusive.length || margin ? [rule] : []),
    ...taxRows(inclusive, words.receipt.tax_in, formats),
    ...(margin ? [{ kind: "text", text: words.receipt.margin_scheme } as const] : []),
  ];
}

/** What came back, with minus. */
function returnedRows(refund: Refund, { lines }: Sale, { words, formats }: Printing): SlipRow[] {
  const { receipt } = words;
  const titles = new Map(lines.map(({ id, title, sku }) => [id, title || sku]));
  return [
    ...refund.lines.map(({ line_id, quantity, amount }) => {
      const name = titles.get(line_id) ?? "";
      const told = quantity > 1 ? `${formats.count(quantity)} ${TIMES} ${name}` : name;
      return pair(quantity === 0 ? `${receipt.goodwill}: ${name}` : told, formats.decimal(-amount));
    }),
    ...cardRows(refund.gift_cards, -1, { words, formats }),
    ...(refund.rounding ? [pair(receipt.rounding, formats.decimal(-refund.rounding))] : []),
  ];
}

function refundRows(refund: Refund, sale: Sale, printing: Printing): SlipRow[] {
  const { words, formats } = printing;
  const { receipt } = words;
  const title = filled(receipt.refund, { date: formats.date(refund.business_date) });
  return [
    rule,
    { kind: "text", text: title, bold: true },
    ...returnedRows(refund, sale, printing),
    pair(receipt.refunded, formats.amount(-refund.amount), { bold: true }),
    ...refund.tenders.map(({ type, amount }) => pair(tenderIn(words, type), formats.decimal(-amount))),
  ];
}

function markOf({ status, lay_by }: Sale, { receipt }: PaperWords): string | null {
  if (status === "voided") return receipt.voided;
  if (status === "discarded") return receipt.discarded;
  if (status === "parked" && lay_by) return receipt.lay_by;
  return status === "finalized" ? null : receipt.unpaid;
}

function headRows({ sale, organization, store }: ReceiptSource, { words, formats }: Printing): SlipRow[] {
  const mark = markOf(sale, words);
  const { legal_name, name, phone, email, timezone } = organization;
  const place = store && localAddressOf(store).length ? store : organization;
  const time_zone = store?.timezone ?? timezone;
  return [
    { kind: "center", text: name, bold: true, large: true },
    ...said(
      legal_name === name ? null : legal_name,
      store && store.name !== name ? store.name : null,
      ...localAddressOf(place),
      phone,
      email,
    ).map((text) => ({ kind: "center", text }) as const),
    rule,
    pair(
      `${words.receipt.title} ${sale.number}`,
      formats.time(sale.finalized_at ?? sale.created_at, time_zone),
    ),
    ...(mark ? [{ kind: "center", text: mark.toUpperCase(), bold: true } as const] : []),
    rule,
  ];
}

export function receiptOf(source: ReceiptSource): Slip {
  const { sale, refunds, organization } = source;
  const words = wordsIn(organization.locale);
  const printing = { words, formats: formatsOf(organization.locale, sale.currency) };
  const taxes = taxesOf(sale.lines);
  const latest = [sale.updated_at, ...refunds.map(({ updated_at }) => updated_at)].sort().at(-1)!;
  return {
    title: `${words.receipt.title} ${sale.number}`,
    author: organization.legal_name ?? organization.name,
    created_at: new Date(latest),
    rows: [
      ...headRows(source, printing),
      ...sale.lines.flatMap((line) => lineRows(line, printing)),
      ...cardRows(sale.gift_cards, 1, printing),
      rule,
      ...totalRows(sale, taxes, printing),
      ...settledRows(source, printing),
      ...noteRows(sale, taxes, printing),
      ...refunds.flatMap((each) => refundRows(each, sale, printing)),
      rule,
      { kind: "center", text: words.receipt.thanks },
    ],
  };
}
