/**
 * Price labels in the language of label printers (ZPL II, UTF-8), 203 dots per inch. The printer draws the barcodes. Letters beyond
 * the Latin ones are printed in the font E:TT0003M_.FNT, which printers with Unicode support have.
 */
import type { Barcode } from "./barcode.ts";
import { type Label, type LabelLayout, QUIET_MODULES } from "./label.ts";
import { plainText, wrapped } from "./slip-text.ts";

const DOTS_PER_MM = 8;
const PADDING = 16;
const BARS = 60;
const CODE = 20;

/** `^` and `~` begin commands, `_` the hexadecimal form that `^FH_` announces. */
const escaped = (text: string): string =>
  plainText(text).replace(/[\^~_\\]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const isLatin = (text: string): boolean => /^[\u0020-\u024f\u2010-\u2026\u20ac]*$/.test(text);

function textAt(x: number, y: number, size: number, text: string): string {
  const font = isLatin(plainText(text)) ? `^A0N,${size},${size}` : `^A@N,${size},${size},E:TT0003M_.FNT`;
  return `^FO${x},${y}${font}^FH_^FD${escaped(text)}^FS`;
}

/** Lines of about this width: the font's letters are about half as wide as they are high. */
function fitted(text: string, size: number, width: number, most: number): string[] {
  const letters = Math.floor(width / (size * 0.55));
  const lines = wrapped(text, letters);
  if (lines.length <= most) return lines;
  const last = [...(lines[most - 1] ?? "")].slice(0, letters - 1).join("");
  return [...lines.slice(0, most - 1), `${last}…`];
}

/** Null where the bars do not fit. */
function barsAt(
  x: number,
  y: number,
  width: number,
  { symbology, modules }: Barcode,
  code: string,
): string | null {
  const module = [2, 1].find((dots) => (modules + 2 * QUIET_MODULES) * dots <= width);
  if (!module) return null;
  const left = x + Math.floor((width - modules * module) / 2);
  // The printer adds the check digit of an EAN itself, and chooses the subsets of Code 128 in its mode A.
  const [command, data] =
    symbology === "ean13" ? [`^BEN,${BARS},Y,N`, code.slice(0, 12)] : [`^BCN,${BARS},Y,N,N,A`, escaped(code)];
  return `^FO${left},${y}^BY${module}${command}^FH_^FD${data}^FS`;
}

function labelZpl(label: Label, [widthMm, heightMm]: LabelLayout["label"]): string {
  const [width, height] = [widthMm * DOTS_PER_MM, heightMm * DOTS_PER_MM].map(Math.floor) as [number, number];
  const inner = width - 2 * PADDING;
  const barsTop = height - PADDING - BARS - CODE - 4;
  const bars = label.barcode && barsAt(PADDING, barsTop, inner, label.barcode, label.code);
  const titles = fitted(label.title, 26, inner, 2);
  return [
    `^XA^CI28^PW${width}^LL${height}^LH0,0`,
    ...fitted(label.shop, 18, inner, 1).map((each) => textAt(PADDING, PADDING, 18, each)),
    ...titles.map((each, i) => textAt(PADDING, PADDING + 24 + i * 30, 26, each)),
    textAt(PADDING, barsTop - 46, 40, label.price),
    bars ?? textAt(PADDING, barsTop + BARS, CODE, label.code),
    `^PQ${label.copies}^XZ`,
  ].join("\n");
}

export const labelsZpl = (labels: readonly Label[], { label }: LabelLayout): Buffer =>
  Buffer.from(`${labels.map((each) => labelZpl(each, label)).join("\n")}\n`);
