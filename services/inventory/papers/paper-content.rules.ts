/** The texts of a purchase order's paper (PAP-1), in the organization's locale. Pure. */

import { usableLocale } from "../../../shared/locale.ts";
import { MICRO } from "../../../shared/micro.ts";
import { exponentOf, formatDecimal, formatScaled, sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { organization, vendor } from "../../accounts/public.ts";
import type { PurchaseOrder } from "../purchase-orders/order.ts";
import type { location } from "../stores/location.ts";
import { type PaperWords, wordsIn } from "./paper-words.rules.ts";

export type PaperSource = {
  order: PurchaseOrder;
  vendor: Entity<typeof vendor>;
  organization: Entity<typeof organization>;
  site: Entity<typeof location> | null;
  /** Materials and SKUs of the lines by their ids. */
  goods: ReadonlyMap<string, { code: string; name: string }>;
};

export type PaperLine = { code: string; name: string; quantity: string; unit_cost: string; amount: string };

export type Paper = {
  size: "A4" | "LETTER";
  number: string;
  /** The document is as old as the order's latest change. */
  created_at: Date;
  words: PaperWords;
  /** Across every page; null for an order in force. */
  mark: string | null;
  sender: { name: string; lines: readonly string[] };
  vendor: readonly string[];
  ship_to: readonly string[];
  facts: readonly (readonly [label: string, value: string])[];
  lines: readonly PaperLine[];
  totals: readonly (readonly [label: string, value: string])[];
  total: string;
  notes: string | null;
};

const letterCountries = new Set(["US", "CA", "MX"]);

type Addressed = Pick<
  Entity<typeof location>,
  "address_line_1" | "address_line_2" | "city" | "region" | "zip" | "country"
>;

const said = (...texts: (string | null)[]): string[] => texts.flatMap((each) => (each ? [each] : []));

function addressOf({ address_line_1, address_line_2, city, region, zip, country }: Addressed): string[] {
  const town = said(said(city, region).join(", "), zip).join(" ");
  return said(address_line_1, address_line_2, town, country);
}

/** Western digits and the Gregorian calendar, whatever the locale. */
const plain = { numberingSystem: "latn", calendar: "gregory" } as const;

/** Exact: the formatter takes decimal text. */
const inLocale = (format: Intl.NumberFormat, decimal: string): string =>
  format.format(decimal as Intl.StringNumericLiteral);

function formatsOf(locale: string, currency: string) {
  const exponent = exponentOf(currency);
  const money = { ...plain, style: "currency", currency } as const;
  const amounts = new Intl.NumberFormat(locale, { ...money, minimumFractionDigits: exponent });
  const costs = new Intl.NumberFormat(locale, {
    ...{ ...money, minimumFractionDigits: exponent, maximumFractionDigits: Math.max(6, exponent) },
  });
  const quantities = new Intl.NumberFormat(locale, { ...plain, maximumFractionDigits: 6 });
  const days = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "UTC" } as const;
  const dates = new Intl.DateTimeFormat(locale, { ...plain, ...days });
  const places = String(MICRO).length - 1;
  return {
    amount: (minor: number) => inLocale(amounts, formatDecimal(minor, currency)),
    unitCost: (micro: number) => inLocale(costs, formatScaled(micro, places)),
    quantity: (micro: number) => inLocale(quantities, formatScaled(micro, places)),
    date: (day: string) => dates.format(new Date(day)),
  };
}

function markOf({ status }: PurchaseOrder, { draft, cancelled }: PaperWords): string | null {
  return status === "planning" ? draft : status === "cancelled" ? cancelled : null;
}

const isLetter = ({ country }: PaperSource["organization"], locale: string): boolean =>
  letterCountries.has(country ?? new Intl.Locale(locale).region ?? "");

export function paperOf({ order, vendor, organization, site, goods }: PaperSource): Paper {
  const locale = usableLocale(organization.locale);
  const words = wordsIn(locale);
  const { amount, unitCost, quantity, date } = formatsOf(locale, order.currency);
  const lines = order.lines.map((line) => {
    const { code = "", name = "" } = goods.get(line.material_id ?? line.sku_id ?? "") ?? {};
    const shown = { quantity: quantity(line.quantity), unit_cost: unitCost(line.unit_cost) };
    return { code, name, ...shown, amount: amount(line.value) };
  });
  const { shipping_costs, setup_costs, other_costs } = order;
  const goodsValue = sum(order.lines.map(({ value }) => value));
  const extra = [
    [words.shipping, shipping_costs],
    [words.setup, setup_costs],
    [words.other, other_costs],
  ] as const;
  const dated = [
    [words.order_date, order.order_date],
    [words.ship_date, order.ship_date],
    [words.expected, order.expected_delivery_date],
  ] as const;
  const { legal_name, name, phone, email } = organization;
  return {
    size: isLetter(organization, locale) ? "LETTER" : "A4",
    number: order.number,
    created_at: new Date(order.updated_at),
    words,
    mark: markOf(order, words),
    sender: { name: legal_name ?? name, lines: [...addressOf(organization), ...said(phone, email)] },
    vendor: [vendor.name, ...addressOf(vendor)],
    ship_to: site ? [site.name, ...addressOf(site)] : [],
    facts: [
      ...dated.flatMap(([label, day]) => (day ? [[label, date(day)] as const] : [])),
      ...(vendor.term ? [[words.terms, vendor.term] as const] : []),
    ],
    lines,
    totals: [
      [words.subtotal, amount(goodsValue)] as const,
      ...extra.flatMap(([label, cost]) => (cost ? [[label, amount(cost)] as const] : [])),
    ],
    total: amount(sum([goodsValue, shipping_costs, setup_costs, other_costs])),
    notes: order.notes || null,
  };
}
