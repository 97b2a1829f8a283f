/** A table of a paper: its head repeats on every page, and its rows are not split between pages. */
import { BODY_PT, GREY, SMALL_PT } from "./page.ts";
import type { Column, Row, Section } from "./paper.ts";
import type { Pdf } from "./pdf.ts";

const GAP_PT = 8;
const PADDING_PT = 3;

type Placed = { width: number; align: Column["align"] };

/** The column without a width takes what the others leave. */
function placedIn(pdf: Pdf, columns: readonly Column[]): Placed[] {
  const { width, margins } = pdf.page;
  const taken = columns.reduce((all, each) => all + (each.width ?? 0), GAP_PT * (columns.length - 1));
  const rest = width - margins.left - margins.right - taken;
  return columns.map((each) => ({ width: each.width ?? rest, align: each.align }));
}

/** Draws the cells of a row side by side, with a rule below. */
function drawRow(pdf: Pdf, columns: readonly Placed[], cells: readonly string[], height: number): void {
  const { y } = pdf;
  let x = pdf.page.margins.left;
  for (const [i, { width, align }] of columns.entries()) {
    pdf.text(cells[i] ?? "", x, y + PADDING_PT, { width, align });
    x += width + GAP_PT;
  }
  const end = y + height;
  pdf
    .moveTo(pdf.page.margins.left, end)
    .lineTo(x - GAP_PT, end)
    .lineWidth(0.5)
    .strokeColor("#cccccc")
    .stroke();
  pdf.y = end;
}

function heightOf(pdf: Pdf, columns: readonly Placed[], cells: readonly string[]): number {
  const heights = columns.map(({ width }, i) => pdf.heightOfString(cells[i] ?? "", { width }));
  return Math.max(...heights) + 2 * PADDING_PT;
}

const asRow = (pdf: Pdf, { bold }: Pick<Row, "bold">): Pdf =>
  pdf
    .font(bold ? "bold" : "regular")
    .fontSize(BODY_PT)
    .fillColor("black");

export function drawTable(pdf: Pdf, { title, columns, rows }: Extract<Section, { kind: "table" }>): void {
  const placed = placedIn(pdf, columns);
  const titles = columns.map((each) => each.title);
  const drawHeading = () => {
    pdf.font("bold").fontSize(SMALL_PT).fillColor(GREY);
    drawRow(pdf, placed, titles, heightOf(pdf, placed, titles));
  };
  if (title) {
    // A title stands with the head and the first row.
    if (pdf.y + 70 > pdf.page.maxY()) pdf.addPage();
    pdf
      .font("bold")
      .fontSize(BODY_PT + 1)
      .fillColor("black");
    pdf.text(title, pdf.page.margins.left, pdf.y).moveDown(0.3);
  }
  drawHeading();
  for (const row of rows) {
    const height = heightOf(asRow(pdf, row), placed, row.cells);
    if (pdf.y + height > pdf.page.maxY()) {
      pdf.addPage();
      drawHeading();
    }
    drawRow(asRow(pdf, row), placed, row.cells, height);
  }
  pdf.x = pdf.page.margins.left;
}
