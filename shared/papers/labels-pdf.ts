/** Price labels as PDF, on sheets or one by one. */
import { setImmediate } from "node:timers/promises";
import type { Barcode } from "./barcode.ts";
import { type Label, type LabelLayout, PT_PER_MM, QUIET_MODULES } from "./label.ts";
import { bytesOf, openPdf, type Pdf } from "./pdf.ts";
import { printable } from "./printable.ts";

const PADDING_PT = 8;
const SHOP_PT = 6;
const TITLE_PT = 8;
const PRICE_PT = 13;
const CODE_PT = 7;
const GAP_PT = 2;
/** Wider modules make no barcode easier to read; narrower ones many scanners cannot read. */
const WIDEST_PT = 0.33 * PT_PER_MM;
const NARROWEST_PT = 0.15 * PT_PER_MM;
const HIGHEST_PT = 34;
const LEAST_BARS_PT = 10;
const LABELS_AT_ONCE = 50;

type Place = { x: number; y: number; width: number; height: number };

/** One line, cut with an ellipsis. */
const line = { lineBreak: true, ellipsis: true } as const;

/** One line of at most this size, smaller where it would not fit. */
function drawFitted(pdf: Pdf, words: string, size: number, at: Place & { align: "left" | "center" }): void {
  const { x, y, width, height, align } = at;
  const needed = pdf.fontSize(size).widthOfString(words);
  const fits = needed > width ? (size * width) / needed : size;
  pdf.fontSize(fits).text(words, x, y + (height - pdf.currentLineHeight(true)) / 2, {
    ...{ width, align, lineBreak: false },
  });
}

function drawBars(pdf: Pdf, { widths, modules }: Barcode, { x, y, width, height }: Place): boolean {
  const module = Math.min(WIDEST_PT, width / (modules + 2 * QUIET_MODULES));
  if (module < NARROWEST_PT || height < LEAST_BARS_PT) return false;
  let at = x + (width - modules * module) / 2;
  for (const [i, each] of widths.entries()) {
    if (i % 2 === 0) pdf.rect(at, y, each * module, height);
    at += each * module;
  }
  pdf.fill("black");
  return true;
}

/** The code at the foot with its bars above it; the words from the top, as far as there is room. */
function drawLabel(pdf: Pdf, label: Label, place: Place): void {
  const { x, width } = place;
  const bottom = place.y + place.height;
  const one = (size: number, font: string) => pdf.font(font).fontSize(size).currentLineHeight(true);
  pdf.fillColor("black");
  const codeHeight = one(CODE_PT, "regular");
  const foot = { x, y: bottom - codeHeight, width, height: codeHeight };
  drawFitted(pdf, printable(label.code), CODE_PT, { ...foot, align: "center" });

  const shopHeight = one(SHOP_PT, "regular");
  pdf.text(printable(label.shop), x, place.y, { ...line, width, height: shopHeight });
  const priceHeight = one(PRICE_PT, "bold");
  const barsRoom = Math.min(HIGHEST_PT, place.height * 0.3);
  const priceTop = bottom - codeHeight - barsRoom - GAP_PT - priceHeight;
  drawFitted(pdf, label.price, PRICE_PT, { x, y: priceTop, width, height: priceHeight, align: "left" });
  const barcode = label.barcode;
  if (barcode) {
    const y = priceTop + priceHeight + GAP_PT;
    drawBars(pdf, barcode, { x, y, width, height: bottom - codeHeight - 1 - y });
  }
  drawWords(pdf, label, { x, y: place.y + shopHeight, width, height: priceTop - place.y - shopHeight });
}

/** The title in one or two lines, and the details where there is room left. */
function drawWords(pdf: Pdf, label: Label, { x, y, width, height }: Place): void {
  const [title, details] = [printable(label.title), printable(label.details)];
  const titleLine = pdf.font("bold").fontSize(TITLE_PT).currentLineHeight(true);
  const lines = Math.max(1, Math.min(2, Math.floor(height / titleLine)));
  const needed = Math.min(lines * titleLine, pdf.heightOfString(title, { width }));
  // A hair more, or the last line would not count as fitting.
  pdf.text(title, x, y, { ...line, width, height: needed + 0.1 });
  const detailsLine = pdf.font("regular").fontSize(SHOP_PT).currentLineHeight(true);
  if (details && needed + detailsLine <= height)
    pdf.text(details, x, y + needed, { ...line, width, height: detailsLine });
}

export type LabelSheet = {
  title: string;
  author: string;
  created_at: Date;
  layout: LabelLayout;
  /** Labels of the first sheet that are used up. */
  skip: number;
  labels: readonly Label[];
};

export async function labelsPdf({
  title,
  author,
  created_at,
  layout,
  skip,
  labels,
}: LabelSheet): Promise<Buffer> {
  const [pageWidth, pageHeight] = layout.page.map((mm) => mm * PT_PER_MM) as [number, number];
  const [width, height] = layout.label.map((mm) => mm * PT_PER_MM) as [number, number];
  const left = (pageWidth - layout.columns * width) / 2;
  const top = (pageHeight - layout.rows * height) / 2;
  const page = { size: [pageWidth, pageHeight], margin: 0 };
  const pdf = await openPdf({ ...page, title, author, created_at });
  const each = layout.columns * layout.rows;
  let n = skip;
  for (const label of labels)
    for (let copy = 0; copy < label.copies; copy++) {
      if (n > skip && n % each === 0) pdf.addPage(page);
      if (n % LABELS_AT_ONCE === 0) await setImmediate();
      const x = left + (n % layout.columns) * width + PADDING_PT;
      const y = top + Math.floor((n % each) / layout.columns) * height + PADDING_PT;
      drawLabel(pdf, label, { x, y, width: width - 2 * PADDING_PT, height: height - 2 * PADDING_PT });
      n += 1;
    }
  return bytesOf(pdf);
}
