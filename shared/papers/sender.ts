/** Names and addresses on papers, and the size of their pages. */
import { usableLocale } from "../locale.ts";
import type { Paper } from "./paper.ts";

export type Addressed = Readonly<
  Record<"address_line_1" | "address_line_2" | "city" | "region" | "zip" | "country", string | null>
>;

/** The texts that there are. */
export const said = (...texts: (string | null)[]): string[] => texts.flatMap((each) => (each ? [each] : []));

/** Where the postal code stands behind the town, or on a line of its own. */
const zipLast = new Set(["AU", "CA", "GB", "IE", "IN", "NZ", "US", "ZA"]);

/** Street and town; the country is not named where it goes without saying. */
export function localAddressOf(of: Addressed): string[] {
  const { address_line_1, address_line_2, city, region, zip, country } = of;
  const town = said(city, region).join(", ");
  const parts = country && !zipLast.has(country) ? said(zip, town) : said(town, zip);
  return said(address_line_1, address_line_2, parts.join(" "));
}

export const addressOf = (of: Addressed): string[] => [...localAddressOf(of), ...said(of.country)];

export type Sending = Addressed & {
  legal_name: string | null;
  name: string;
  phone: string | null;
  email: string | null;
};

export const senderOf = (from: Sending): Paper["sender"] => ({
  name: from.legal_name ?? from.name,
  lines: [...addressOf(from), ...said(from.phone, from.email)],
});

const letterCountries = new Set(["US", "CA", "MX"]);

/** US Letter in North America, A4 elsewhere. */
export const sizeIn = ({ country, locale }: { country: string | null; locale: string }): Paper["size"] =>
  letterCountries.has(country ?? new Intl.Locale(usableLocale(locale)).region ?? "") ? "LETTER" : "A4";
