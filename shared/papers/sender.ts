/** Names and addresses on papers, and the size of their pages. */
import { usableLocale } from "../locale.ts";
import type { Paper } from "./paper.ts";

export type Addressed = Readonly<
  Record<"address_line_1" | "address_line_2" | "city" | "region" | "zip" | "country", string | null>
>;

/** The texts that there are. */
export const said = (...texts: (string | null)[]): string[] => texts.flatMap((each) => (each ? [each] : []));

export function addressOf({
  address_line_1,
  address_line_2,
  city,
  region,
  zip,
  country,
}: Addressed): string[] {
  const town = said(said(city, region).join(", "), zip).join(" ");
  return said(address_line_1, address_line_2, town, country);
}

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
