/** How those who tell exchange rates are asked, and what their answers mean. */
import { isLocalDate } from "../../../shared/fields/index.ts";
import { parseScaled } from "../../../shared/money.ts";
import { currencyText } from "./currency.ts";
import { type ExchangeRate, RATE_PLACES } from "./exchange-rate.ts";
import type { providers, RateSource } from "./rate-source.ts";

export type Told = Pick<ExchangeRate, "from_currency" | "to_currency" | "rate" | "at" | "type">;
export type Provider = (typeof providers)[number];

type Adapter = {
  /** The address to ask; null when the source names none. */
  address(config: RateSource["config"], date: string | null): string | null;
  /** The rates in an answer; null if it is of another form. What is no rate is left out. */
  read(answer: unknown): Told[] | null;
};

type Json = Readonly<Record<string, unknown>>;
const objectIn = (value: unknown): Json | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
const rowsIn = (value: unknown): Json[] | null =>
  Array.isArray(value) ? value.map(objectIn).filter((each) => each !== null) : null;
const urlIn = (config: RateSource["config"]): string | null =>
  typeof config?.url === "string" && config.url ? config.url : null;

const isCode = (value: unknown): value is string =>
  typeof value === "string" && currencyText.pattern.regex.test(value);

/** One rate of an answer, with its number or text in hundred-millionths. */
function told(from: unknown, to: unknown, rate: unknown, date: unknown, type: unknown = null): Told[] {
  const parsed = parseScaled(String(rate), RATE_PLACES);
  const isTold = parsed.ok && parsed.value > 0 && typeof date === "string" && isLocalDate(date);
  if (!isTold || !isCode(from) || !isCode(to)) return [];
  const of = type === "buy" || type === "sell" ? type : null;
  return [
    { from_currency: from, to_currency: to, rate: parsed.value, at: `${date}T00:00:00.000Z`, type: of },
  ];
}

/** The middle rates of the National Bank of Poland: each currency in PLN. */
const nationalBank: Adapter = {
  address(config, date) {
    const base = urlIn(config) ?? "https://api.nbp.pl/api";
    return `${base}/exchangerates/tables/A${date ? `/${date}` : ""}/?format=json`;
  },
  read(answer) {
    const tables = rowsIn(answer);
    if (!tables?.length) return null;
    return tables.flatMap(({ effectiveDate, rates }) =>
      (rowsIn(rates) ?? []).flatMap(({ code, mid }) => told(code, "PLN", mid, effectiveDate)),
    );
  },
};

/** An address of the organization's choice: `{"rates": [{"from", "to", "rate", "date", "type"?}]}`. */
const chosen: Adapter = {
  address(config, date) {
    const url = urlIn(config);
    if (!url || !URL.canParse(url)) return url;
    const address = new URL(url);
    if (date) address.searchParams.set("date", date);
    return address.href;
  },
  read: (answer) =>
    rowsIn(objectIn(answer)?.rates)?.flatMap(({ from, to, rate, date, type }) =>
      told(from, to, rate, date, type),
    ) ?? null,
};

export const adapters: Readonly<Record<Provider, Adapter>> = {
  ...{ NBP: nationalBank, "Raiffeisen Bank Polska": chosen, Custom: chosen },
};
