/** What is needed to read a row, and what a reader says about one that cannot be taken. */

import { isEmail } from "../../../shared/fields/index.ts";
import { phoneOf } from "../../../shared/phone.ts";
import { folded } from "../../../shared/resource/words.ts";
import type { Cells, Format } from "./format.rules.ts";
import { type DecimalMark, nameIn } from "./values.rules.ts";

export type Answers = {
  split_is?: "consignor" | "store" | null;
  vendor_is?: "consignor" | "brand" | "supplier" | null;
};

export type Context = Answers & {
  format: Format;
  mark: DecimalMark;
  parts: boolean;
  currency: string;
  country: string | null;
  /** The header of a field, for sentences. */
  headers: ReadonlyMap<string, string>;
};

export type Problem = { code: string; column: string | null; message: string };
export type Refused = { line: number; problem: Problem };

/** Collects what is wrong with one row. */
export type Complaints = { add(code: string, field: string, message: string): null; first(): Problem | null };

export function complaintsIn({ headers }: Context): Complaints {
  const found: Problem[] = [];
  return {
    add(code, field, message) {
      found.push({ code, column: headers.get(field) ?? null, message });
      return null;
    },
    first: () => found[0] ?? null,
  };
}

export type Person = {
  /** The same for all rows about this person. */
  key: string;
  number: string | null;
  email: string | null;
  phone: string | null;
  first_name: string | null;
  last_name: string | null;
  company: string | null;
};

type Named = {
  [name in "number" | "name" | "email" | "phone" | "first_name" | "last_name" | "company"]:
    | string
    | undefined;
};

/** What people write where they have nothing to write. */
const NOTHING = /^(?:n\/?a|none|no|null|nil|unknown|no[-_. ]?e?-?mail|-+|\.+|\?+)$/i;
const NO_MAIL = /^(?:none|unknown|no[-_.]?e?mail)@/i;

/** An e-mail address, unless it only fills the cell: it would make one person of several. */
const emailIn = (text: string | undefined): string | undefined =>
  text && !NOTHING.test(text) && !NO_MAIL.test(text) ? text : undefined;

/** A phone number has at least five digits, and not only one of them. */
function phoneIn(text: string | undefined): string | undefined {
  const digits = (text ?? "").replace(/\D/g, "");
  return digits.length >= 5 && new Set(digits).size > 1 ? text : undefined;
}

/** Whom a row is about; null if it names nobody. `prefix` is that of the fields, for sentences. */
export function personOf(
  given: Named,
  prefix: string,
  context: Context,
  complaints: Complaints,
): Person | null {
  const said = { ...given, email: emailIn(given.email), phone: phoneIn(given.phone) };
  if (Object.values(said).every((each) => each === undefined)) return null;
  const { number = null, email = null, phone = null, company = null } = said;
  if (email && !isEmail(email)) complaints.add("invalid", `${prefix}email`, "This is no e-mail address.");
  const names = said.name && !said.first_name && !said.last_name && !company ? nameIn(said.name) : {};
  const { first_name = null, last_name = null } = { ...said, ...names } as Partial<Named>;
  const reached = phone && (phoneOf(phone, context.country) ?? phone);
  const called = [first_name, last_name, company].map((each) => folded(each ?? "")).join(" ");
  const key = number ? `number ${folded(number)}` : (email?.toLowerCase() ?? reached ?? called);
  return { key, number, email, phone, first_name, last_name, company };
}

const wordIn = (cells: Cells, field: string): string =>
  (cells[field] ?? "")
    .trim()
    .toLowerCase()
    .replace(/(?<=\w)[\s_-]+(?=\w)/g, " ");

type Table<T extends string> = { readonly [word: string]: T };

/** The meaning of a cell's word; undefined for an unknown one, null for an empty cell. */
export function knownIn<T extends string>(
  cells: Cells,
  field: string,
  table: Table<T>,
): T | null | undefined {
  const word = wordIn(cells, field);
  if (word === "") return null;
  return Object.hasOwn(table, word) ? table[word]! : undefined;
}

/** The meaning of a cell's word; an unknown word is complained about. */
export function choiceIn<T extends string>(
  cells: Cells,
  field: string,
  table: Table<T>,
  complaints: Complaints,
): T | null {
  const known = knownIn(cells, field, table);
  if (known !== undefined) return known;
  return complaints.add("unknown_word", field, `The column knows: ${Object.keys(table).join(", ")}.`);
}
