/** Numbers of documents by a format of the organization's own (MRC-NUM-1). */

export type DocumentKind = "order" | "quote";

export const defaultFormats: Readonly<Record<DocumentKind, string>> = {
  order: "ORDER-{yyyy}{mm}{dd}-{seq:5}",
  quote: "QUOTE-{yyyy}{mm}{dd}-{seq:5}",
};

export type Numbering = {
  kind: DocumentKind;
  sequence: number;
  /** The wall clock of the organization: "2027-03-09T14". */
  local: string;
  /** Random characters and ids, so that the rule itself decides nothing by chance. */
  chance: { digits(count: number): string; letters(count: number): string; guid(): string };
};

const lengthOf = (given: string | undefined, usual: number, most: number): number =>
  Math.min(Math.max(Number(given ?? usual), 1), most);

type Token = (numbering: Numbering, given: string | undefined) => string;

const tokens: Readonly<Record<string, Token>> = {
  yyyy: ({ local }) => local.slice(0, 4),
  yy: ({ local }) => local.slice(2, 4),
  mm: ({ local }) => local.slice(5, 7),
  dd: ({ local }) => local.slice(8, 10),
  hh: ({ local }) => local.slice(11, 13),
  seq: ({ sequence }, pad) => String(sequence).padStart(pad ? lengthOf(pad, 1, 12) : 1, "0"),
  rand: ({ chance }, digits) => chance.digits(lengthOf(digits, 4, 12)),
  nanoid: ({ chance }, length) => chance.letters(lengthOf(length, 12, 32)),
  guid: ({ chance }) => chance.guid(),
  kind: ({ kind }) => kind,
};

/** The format with its tokens filled in, in any case; unknown ones stay as they are. */
export const formattedNumber = (format: string, numbering: Numbering): string =>
  format.replace(
    /\{(\w+)(?::(\d{1,3}))?\}/g,
    (whole, name: string, given: string | undefined) =>
      tokens[name.toLowerCase()]?.(numbering, given) ?? whole,
  );
