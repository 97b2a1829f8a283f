/** A person or firm as a row of a file describes it. */
import type { Line } from "./format.rules.ts";
import type { Read } from "./read-item.rules.ts";
import { type Context, complaintsIn, type Person, personOf } from "./reading.rules.ts";
import { listIn, shareIn } from "./values.rules.ts";

export type ReadAccount = { line: number; key: string; person: Person; values: Record<string, unknown> };

const address = ["address_line_1", "address_line_2", "city", "region", "zip"] as const;

const countries: { readonly [name: string]: string } = {
  ...{ usa: "US", us: "US", "u.s.": "US", "united states": "US", "united states of america": "US" },
  ...{
    canada: "CA",
    uk: "GB",
    "united kingdom": "GB",
    "great britain": "GB",
    germany: "DE",
    deutschland: "DE",
  },
  ...{
    france: "FR",
    spain: "ES",
    italy: "IT",
    netherlands: "NL",
    austria: "AT",
    switzerland: "CH",
    australia: "AU",
  },
};

const countryOf = (text: string): string | null =>
  countries[text.toLowerCase()] ?? (/^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : null);

/** What the account has of the person. */
export const namesOf = ({ number, email, phone, first_name, last_name, company }: Person) => ({
  ...(number && { number }),
  ...(email && { email }),
  ...(phone && { phone_number: phone }),
  ...(first_name && { first_name }),
  ...(last_name && { last_name }),
  ...(company && { company }),
});

export function readAccount({ line, cells }: Line, context: Context): Read<ReadAccount> {
  const complaints = complaintsIn(context);
  const { number, name, email, phone, first_name, last_name, company } = cells;
  const said = { number, name, email, phone, first_name, last_name, company };
  const person = personOf(said, "", context, complaints);
  if (!person?.first_name && !person?.last_name && !person?.company)
    complaints.add("required", "name", "The row has no name.");
  const { mark, parts, split_is } = context;
  const ppm = cells.split ? shareIn(cells.split, mark, parts) : null;
  if (cells.split && ppm === null)
    complaints.add("invalid_share", "split", "This is no share between 0 and 100 percent.");
  const country = cells.country ? countryOf(cells.country) : null;
  if (cells.country && !country)
    complaints.add("unknown_country", "country", "Write the country with its two letters, such as US.");
  const problem = complaints.first();
  if (problem) return { ok: false, problem };
  const values = {
    ...namesOf(person!),
    ...Object.fromEntries(address.flatMap((field) => (cells[field] ? [[field, cells[field]]] : []))),
    ...(country && { country }),
    ...(ppm !== null && { default_split: split_is === "store" ? 1_000_000 - ppm : ppm, is_vendor: true }),
    ...(cells.tags && { tags: listIn(cells.tags) }),
  };
  return { ok: true, value: { line, key: cells.key ?? person!.key, person: person!, values } };
}
