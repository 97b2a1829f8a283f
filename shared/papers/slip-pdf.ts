/** A slip as PDF on a roll 80 mm wide, of which printers reach 72 mm: one page, as long as its text. */
import { bytesOf, openPdf, type Pdf } from "./pdf.ts";
import { printable } from "./printable.ts";
import type { Slip, SlipRow } from "./slip.ts";

const PT_PER_MM = 72 / 25.4;
const WIDTH_PT = 80 * PT_PER_MM;
const MARGIN_PT = 4 * PT_PER_MM;
const TEXT_PT = WIDTH_PT - 2 * MARGIN_PT;
const BODY_PT = 8.5;
const LARGE_PT = 12;
const INDENT_PT = 8;
const GAP_PT = 6;
const RULE_PT = 8;
const LINE_GAP_PT = 2;
/** PDF pages are at most 14,400 points long. */
const LONGEST_PT = 14_000;

const asRow = (pdf: Pdf, row: Exclude<SlipRow, { kind: "rule" }>): Pdf =>
  pdf
    .font(row.bold ? "bold" : "regular")
    .fontSize(row.kind === "center" && row.large ? LARGE_PT : BODY_PT)
    .fillColor("black");

/** With less room beside its amount, a text stands above it. */
const LEAST_LEFT_PT = 60;

const isApart = (pdf: Pdf, row: SlipRow): boolean =>
  row.kind === "pair" && pdf.widthOfString(row.right) + GAP_PT + INDENT_PT > TEXT_PT - LEAST_LEFT_PT;

/** Where the text of a row stands, beside its amount. */
function placeOf(
  pdf: Pdf,
  row: Exclude<SlipRow, { kind: "rule" }>,
): { text: string; x: number; width: number } {
  const indent = row.kind !== "center" && row.indent ? INDENT_PT : 0;
  const taken = row.kind === "pair" && !isApart(pdf, row) ? pdf.widthOfString(row.right) + GAP_PT : 0;
  const text = printable(row.kind === "pair" ? row.left : row.text);
  return { text, x: MARGIN_PT + indent, width: TEXT_PT - indent - taken };
}

function heightOf(pdf: Pdf, row: SlipRow): number {
  if (row.kind === "rule") return RULE_PT;
  const { text, width } = placeOf(asRow(pdf, row), row);
  const line = pdf.currentLineHeight(true);
  const height = Math.max(line, pdf.heightOfString(text, { width }));
  return height + (isApart(pdf, row) ? line : 0) + LINE_GAP_PT;
}

function drawRow(pdf: Pdf, row: SlipRow, y: number, height: number): void {
  if (row.kind === "rule") {
    const middle = y + height / 2;
    pdf
      .moveTo(MARGIN_PT, middle)
      .lineTo(WIDTH_PT - MARGIN_PT, middle)
      .lineWidth(0.5)
      .stroke();
    return;
  }
  const { text, x, width } = placeOf(asRow(pdf, row), row);
  pdf.text(text, x, y, { width, align: row.kind === "center" ? "center" : "left" });
  // The amount stands beside the last line of its text, or below it.
  if (row.kind === "pair")
    pdf.text(row.right, MARGIN_PT, y + height - LINE_GAP_PT - pdf.currentLineHeight(true), {
      ...{ width: TEXT_PT, align: "right", lineBreak: false },
    });
}

/** Rows by page: one, unless the slip is longer than a page may be. */
function pagesOf(pdf: Pdf, rows: readonly SlipRow[]): { row: SlipRow; height: number }[][] {
  const pages: { row: SlipRow; height: number }[][] = [[]];
  let length = 0;
  for (const row of rows) {
    const height = heightOf(pdf, row);
    if (length + height > LONGEST_PT) {
      pages.push([]);
      length = 0;
    }
    length += height;
    pages.at(-1)!.push({ row, height });
  }
  return pages;
}

export async function slipPdf({ title, author, created_at, rows }: Slip): Promise<Buffer> {
  const opening = { title, author, created_at, size: [WIDTH_PT, LONGEST_PT], margin: 0 };
  // The length of the page is known once the rows are measured, in a document that is thrown away.
  const pages = pagesOf(await openPdf(opening), rows);
  const sizes = pages.map((page) => {
    const length = page.reduce((sum, { height }) => sum + height, 2 * MARGIN_PT);
    return { size: [WIDTH_PT, length], margin: 0 };
  });
  const pdf = await openPdf({ ...opening, ...sizes[0] });
  for (const [i, page] of pages.entries()) {
    if (i > 0) pdf.addPage(sizes[i]);
    let y = MARGIN_PT;
    for (const { row, height } of page) {
      drawRow(pdf, row, y, height);
      y += height;
    }
  }
  return bytesOf(pdf);
}
