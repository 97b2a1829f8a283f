/** Amounts, figures and dates on papers, in the locale of an organization. */
import { usableLocale } from "../locale.ts";
import { MICRO } from "../micro.ts";
import { exponentOf, formatDecimal, formatScaled } from "../money.ts";

/** Western digits and the Gregorian calendar, whatever the locale. */
const plain = { numberingSystem: "latn", calendar: "gregory" } as const;

/** Exact: the formatter takes decimal text. */
const inLocale = (format: Intl.NumberFormat, decimal: string): string =>
  format.format(decimal as Intl.StringNumericLiteral);

/** Rates are stored in ppm, so a percentage has four places. */
const PERCENT_PLACES = 4;

const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
const monthly = { year: "numeric", month: "short" } as const;
const minute = { hour: "2-digit", minute: "2-digit" } as const;

export type Formats = {
  /** With its currency. */
  amount: (minor: number) => string;
  /** Without its currency, where the paper names it once. */
  decimal: (minor: number) => string;
  /** An amount in millionths of the minor unit, with all its places. */
  exact: (millionths: number) => string;
  unitCost: (micro: number) => string;
  quantity: (micro: number) => string;
  count: (units: number) => string;
  percent: (ppm: number) => string;
  /** A tax with its rate, which many bear in their name. */
  tax: (name: string, ppm: number) => string;
  /** A business date. */
  date: (date: string) => string;
  /** A month like "2027-01". */
  month: (month: string) => string;
  /** An instant on the clocks of a time zone. */
  time: (instant: string, time_zone: string) => string;
};

export function formatsOf(asked: string, currency: string): Formats {
  const locale = usableLocale(asked);
  const exponent = exponentOf(currency);
  const money = { ...plain, style: "currency", currency } as const;
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  const amounts = new Intl.NumberFormat(locale, { ...money, ...digits });
  const decimals = new Intl.NumberFormat(locale, { ...plain, ...digits });
  const costs = new Intl.NumberFormat(locale, {
    ...{ ...money, minimumFractionDigits: exponent, maximumFractionDigits: Math.max(6, exponent) },
  });
  const exacts = new Intl.NumberFormat(locale, { ...plain, maximumFractionDigits: exponent + 6 });
  const quantities = new Intl.NumberFormat(locale, { ...plain, maximumFractionDigits: 6 });
  const dates = new Intl.DateTimeFormat(locale, { ...plain, ...day, timeZone: "UTC" });
  const months = new Intl.DateTimeFormat(locale, { ...plain, ...monthly, timeZone: "UTC" });
  const places = String(MICRO).length - 1;
  const percent = (ppm: number) => `${inLocale(quantities, formatScaled(ppm, PERCENT_PLACES))} %`;
  return {
    amount: (minor) => inLocale(amounts, formatDecimal(minor, currency)),
    decimal: (minor) => inLocale(decimals, formatDecimal(minor, currency)),
    exact: (millionths) => inLocale(exacts, formatScaled(millionths, exponent + 6)),
    unitCost: (micro) => inLocale(costs, formatScaled(micro, places)),
    quantity: (micro) => inLocale(quantities, formatScaled(micro, places)),
    count: (units) => quantities.format(units),
    percent,
    tax: (name, ppm) => (/\d\s*%/.test(name) ? name : `${name} ${percent(ppm)}`),
    date: (date) => dates.format(new Date(date)),
    month: (month) => months.format(new Date(`${month}-01`)),
    time: (instant, timeZone) =>
      new Intl.DateTimeFormat(locale, { ...plain, ...day, ...minute, timeZone }).format(new Date(instant)),
  };
}
