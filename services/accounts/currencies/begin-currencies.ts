import { exponentOf } from "../../../shared/money.ts";
import { makeFirst } from "../../../shared/service/first-rows.ts";
import { command, query } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";
import { currency } from "./currency.ts";
import * as declared from "./declarations.ts";

const usual: Readonly<Record<string, string>> = {
  ...{ EUR: "€", JPY: "¥", GBP: "£", CHF: "CHF", CAD: "CA$", AUD: "A$", CNY: "CN¥", CNH: "CNH", PLN: "zł" },
};
const ofRoot = { business_unit_id: null };
const names = new Intl.DisplayNames("en", { type: "currency" });
/** Trade in yuan outside of China has a code that no standard names. */
const nameOf = (code: string): string =>
  code === "CNH" ? "Chinese Yuan (offshore)" : (names.of(code) ?? code);
const placesOf = (code: string): number => (code === "CNH" ? 2 : exponentOf(code));

/** The currency of the books, and those that shops ask for most. */
export const beginCurrencies = command(declared.beginCurrencies, async (tx) => {
  const { currency: book } = await tx.load(organization, tx.org.id);
  const rows = [...new Set([book, ...Object.keys(usual)])].map((code) => ({
    ...{ code, name: nameOf(code), symbol: usual[code] ?? (code === "USD" ? "$" : null) },
    ...{ decimal_places: placesOf(code), is_base: code === book, ...ofRoot },
  }));
  return {
    made: await makeFirst(tx, currency, rows, { ...ofRoot, code: { $in: rows.map(({ code }) => code) } }),
  };
});

export const currencyCodes = query(declared.currencyCodes, async (reader) => {
  const rows = await reader.find(currency, { deleted_at: null });
  return { codes: [...new Set(rows.map(({ code }) => code))].sort() };
});
