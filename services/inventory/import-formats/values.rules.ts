/** Reads what people write into cells: amounts, shares, words. Nothing here is a floating-point number. */
import { exponentOf, parseScaled } from "../../../shared/money.ts";
import { folded } from "../../../shared/resource/words.ts";

export type DecimalMark = "point" | "comma";

const marks = { point: ".", comma: "," } as const;
const other = { point: "comma", comma: "point" } as const;

/** A number without what people write around it: signs of currencies and percent, spaces, apostrophes. */
const bare = (text: string): string =>
  text.replace(/[\p{Sc}%\s'’]|(?<![A-Za-z])[A-Z]{2,3}(?![A-Za-z])/gu, "");

/** The decimal mark that one number proves; "unclear" for one like 1,234; null if it has no mark. */
function provedBy(text: string): DecimalMark | "unclear" | null {
  const [points, commas] = [text.split(".").length - 1, text.split(",").length - 1];
  if (points === 0 && commas === 0) return null;
  if (points > 0 && commas > 0) return text.lastIndexOf(".") > text.lastIndexOf(",") ? "point" : "comma";
  const mark = points > 0 ? "point" : "comma";
  if (points + commas > 1) return other[mark];
  return /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text) ? "unclear" : mark;
}

/** The decimal mark of a file by all of its numbers; null if they contradict each other or could mean either. */
export function decimalMarkOf(numbers: readonly string[]): DecimalMark | null {
  const proofs = new Set(numbers.map((each) => provedBy(bare(each))));
  const clear = (["point", "comma"] as const).filter((mark) => proofs.has(mark));
  if (clear.length === 1) return clear[0]!;
  return clear.length === 0 && !proofs.has("unclear") ? "point" : null;
}

/** "1.234,50 €" → "1234.50"; null if it is no number. */
function plainNumber(text: string, mark: DecimalMark): string | null {
  const [decimal, group] = [marks[mark], marks[other[mark]]];
  const [whole = "", fraction, ...more] = bare(text).split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return null;
  const grouped = whole.includes(group);
  const parts = whole.split(group);
  if (grouped && !parts.every((part, i) => (i === 0 ? /^-?\d{1,3}$/ : /^\d{3}$/).test(part))) return null;
  const digits = parts.join("");
  const size = /^-?$/.test(digits) && fraction !== undefined ? `${digits}0` : digits;
  return /^-?\d+$/.test(size) ? size + (fraction === undefined ? "" : `.${fraction}`) : null;
}

const scaled = (text: string, mark: DecimalMark, places: number): number | null => {
  const number = plainNumber(text, mark);
  const parsed = number === null ? null : parseScaled(number, places);
  return parsed?.ok ? parsed.value : null;
};

/** An amount in minor units; null if it is none of this currency. */
export const amountIn = (text: string, mark: DecimalMark, currency: string): number | null =>
  scaled(text, mark, exponentOf(currency));

/** Shares of a column are parts of one if none of them is more than one or has a percent sign. */
export const areParts = (shares: readonly string[], mark: DecimalMark): boolean =>
  shares.length > 0 &&
  shares.every((text) => {
    const ppm = text.includes("%") ? null : scaled(text, mark, 6);
    return ppm !== null && ppm <= 1_000_000;
  });

/** A share in parts per million, from percent or from parts of one; null if it is none. */
export function shareIn(text: string, mark: DecimalMark, parts: boolean): number | null {
  const ppm = scaled(text, mark, parts ? 6 : 4);
  return ppm !== null && ppm >= 0 && ppm <= 1_000_000 ? ppm : null;
}

/** A whole number, also one that a spreadsheet wrote as "3.00". */
export const wholeIn = (text: string, mark: DecimalMark): number | null => scaled(text, mark, 0);

export const listIn = (text: string): string[] => [
  ...new Set(text.split(/[,;|\n]/).flatMap((each) => each.trim() || [])),
];

/** The last part of a path of categories. */
export const lastOf = (path: string): string =>
  path
    .split(/\s*(?:>|\/\/|::)\s*/)
    .at(-1)!
    .trim();

/** A header or word as it is compared: "Tag Price", "tag_price" and "TAG-PRICE" are alike. */
export const wordOf = (text: string): string => folded(text).replace(/[^\p{L}\p{N}#%$]/gu, "");

const entities = new Map(
  Object.entries({
    ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", shy: "" },
    ...{ lsquo: "‘", rsquo: "’", sbquo: "‚", ldquo: "“", rdquo: "”", bdquo: "„", laquo: "«", raquo: "»" },
    ...{ ndash: "–", mdash: "—", hellip: "…", bull: "•", middot: "·", times: "×", deg: "°", frac12: "½" },
    ...{ euro: "€", pound: "£", yen: "¥", cent: "¢", copy: "©", reg: "®", trade: "™" },
    ...{ auml: "ä", ouml: "ö", uuml: "ü", Auml: "Ä", Ouml: "Ö", Uuml: "Ü", szlig: "ß", aring: "å" },
    ...{ eacute: "é", Eacute: "É", egrave: "è", ecirc: "ê", euml: "ë", agrave: "à", aacute: "á", acirc: "â" },
    ...{
      ccedil: "ç",
      ntilde: "ñ",
      iacute: "í",
      iuml: "ï",
      oacute: "ó",
      ocirc: "ô",
      uacute: "ú",
      oslash: "ø",
    },
  }),
);

/** What an entity stands for: by its number, else by its name; undefined for one that no text has. */
function characterOf(name: string): string | undefined {
  if (!name.startsWith("#")) return entities.get(name) ?? entities.get(name.toLowerCase());
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const isText = code >= 32 || code === 9 || code === 10 || code === 13;
  return isText && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : undefined;
}

/** A text whose marks were escaped for HTML: "Men&#8217;s &amp; boys" → "Men’s & boys". */
export const unescaped = (text: string): string =>
  text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, name: string) => characterOf(name) ?? whole);

/** The text of a piece of HTML. */
export const textOf = (html: string): string =>
  unescaped(
    html
      .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "")
      .replace(/<br\s*\/?>|<\/(?:p|div|li|h\d|tr)\s*>/gi, "\n")
      .replace(/<[^>]*>/g, ""),
  )
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** "Ada King Noel" → Ada King, Noel; "Noel, Ada" → Ada, Noel; a single word is the last name. */
export function nameIn(text: string): { first_name?: string; last_name: string } {
  const [last, first] = text.split(",").map((each) => each.trim());
  if (first && last) return { first_name: first, last_name: last };
  const words = text.trim().split(/\s+/);
  const last_name = words.pop()!;
  return words.length ? { first_name: words.join(" "), last_name } : { last_name };
}
