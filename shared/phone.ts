/** Spellings of a phone number, so that one is found as somebody wrote it. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";

/** The number in its international form, or null if it is none; `country` reads a number without a prefix. */
export const phoneOf = (text: string, country?: string | null): string | null =>
  parsed(text, country)?.number ?? null;

function parsed(text: string, country?: string | null) {
  const home = country && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const number = parsePhoneNumberFromString(text, home);
  return number?.isPossible() ? number : undefined;
}

const digits = (text: string): string => text.replace(/\D/g, "");

/** How people write this number: as given, international or national, with and without marks between. */
export function spellingsOf(text: string, country?: string | null): string[] {
  const number = parsed(text, country);
  if (!number) return [text];
  const [national, international] = [number.formatNational(), number.formatInternational()];
  const parts = national.match(/\d+/g) ?? [];
  const forms = [
    ...[text, number.number, national, international, digits(national), digits(international)],
    ...["-", ".", " "].map((mark) => parts.join(mark)),
    ...["-", "."].map((mark) => international.replaceAll(" ", mark)),
  ];
  return [...new Set(forms)];
}
