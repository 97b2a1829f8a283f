/** A slip in letters of one width. */
import { printable } from "./printable.ts";
import type { Slip, SlipRow } from "./slip.ts";

export type TextLine = { text: string; bold: boolean };

const INDENT = 2;
const GAP = 1;
/** With less room beside its amount, a text stands above it. */
const LEAST_LEFT = 8;

/**
 * Formats write spaces that do not break, which printers do not have: all white space becomes one space. A control character would
 * be a command to the printer.
 */
export const plainText = (text: string): string =>
  printable(text.normalize("NFC")).replace(/\s+/g, " ").trim();

/** Letters beyond the basic plane count once. */
const lettersOf = (text: string): string[] => [...text];

/** Lines of at most `width` letters, broken between words where that is possible. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const word of plainText(text).split(" ").map(lettersOf)) {
    if (line.length && line.length + 1 + word.length > width) {
      lines.push(line.join(""));
      line = [];
    }
    line = line.length ? [...line, " ", ...word] : word;
    while (line.length > width) lines.push(line.splice(0, width).join(""));
  }
  return [...lines, line.join("")];
}

const indented = (text: string, indent: number): string => " ".repeat(indent) + text;

function pairOf(left: string, right: string, columns: number, indent: number): string[] {
  const amount = plainText(right);
  const size = lettersOf(amount).length;
  if (columns - indent - size - GAP < LEAST_LEFT)
    return [
      ...wrapped(left, columns - indent).map((each) => indented(each, indent)),
      ...wrapped(amount, columns).map((each) => indented(each, columns - lettersOf(each).length)),
    ];
  const lines = wrapped(left, columns - indent - size - GAP).map((each) => indented(each, indent));
  const last = lines.pop() ?? "";
  const room = columns - size - lettersOf(last).length;
  return [...lines, last + " ".repeat(Math.max(GAP, room)) + amount];
}

function textsOf(row: SlipRow, columns: number): string[] {
  switch (row.kind) {
    case "rule":
      return ["-".repeat(columns)];
    case "center":
      return wrapped(row.text, columns).map((each) =>
        indented(each, Math.floor((columns - lettersOf(each).length) / 2)),
      );
    case "text": {
      const indent = row.indent ? INDENT : 0;
      return wrapped(row.text, columns - indent).map((each) => indented(each, indent));
    }
    case "pair":
      return pairOf(row.left, row.right, columns, row.indent ? INDENT : 0);
  }
}

/** The lines of a slip for a printer with this many letters in a line. */
export const linesOf = ({ rows }: Pick<Slip, "rows">, columns: number): TextLine[] =>
  rows.flatMap((row) =>
    textsOf(row, columns).map((text) => ({ text, bold: row.kind !== "rule" && row.bold === true })),
  );

export const slipText = (slip: Slip, columns: number): Buffer =>
  Buffer.from(
    `${linesOf(slip, columns)
      .map(({ text }) => text)
      .join("\n")}\n`,
  );
