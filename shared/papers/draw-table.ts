/** A table of a paper: its head repeats on every page, and its rows are not split between pages. */
import { setImmediate } from "node:timers/promises";
import { BODY_PT, GREY, SMALL_PT } from "./page.ts";
import type { Column, Row, Section } from "./paper.ts";
import type { Pdf } from "./pdf.ts";
import { printable } from "./printable.ts";

const GAP_PT = 10;
const PADDING_PT = 3;

type Table = Extract<Section, { kind: "table" }>;
type Placed = { width: number; align: Column["align"] };

const asRow = (pdf: Pdf, { bold }: Pick<Row, "bold">): Pdf =>
  pdf
    .font(bold ? "bold" : "regular")
    .fontSize(BODY_PT)
    .fillColor("black");

const asHead = (pdf: Pdf): Pdf => pdf.font("bold").fontSize(SMALL_PT).fillColor(GREY);

/** A column that grows has at least this for long texts, even if the others have to break theirs. */
const GROWN_PT = 90;
/** Text of exactly the width of its column would break. */
const SLACK_PT = 1;

function widestIn(pdf: Pdf, { columns, rows }: Table, i: number): number {
  const widths = rows.map((row) => asRow(pdf, row).widthOfString(printable(row.cells[i] ?? "")));
  const title = asHead(pdf).widthOfString(columns[i]!.title);
  return widths.reduce((most, each) => Math.max(most, each), title) + SLACK_PT;
}

/** A long table lets other work of the process go on in between. */
const ROWS_AT_ONCE = 200;

async function placedIn(pdf: Pdf, table: Table): Promise<Placed[]> {
  const { columns } = table;
  const { width, margins } = pdf.page;
  const room = width - margins.left - margins.right - GAP_PT * (columns.length - 1);
  const widest: number[] = [];
  for (const i of columns.keys()) {
    widest.push(widestIn(pdf, table, i));
    if (table.rows.length > ROWS_AT_ONCE) await setImmediate();
  }
  const sumOf = (growing: boolean): number =>
    widest.reduce((all, each, i) => ((columns[i]!.grows === true) === growing ? all + each : all), 0);
  const taken = sumOf(false);
  const grown = Math.max(Math.min(GROWN_PT, sumOf(true)), room - taken);
  const scale = Math.min(1, (room - grown) / taken);
  return columns.map(({ align, grows }, i) => ({ align, width: grows ? grown : widest[i]! * scale }));
}

/** Draws the cells of a row side by side, with a rule below. */
function drawRow(pdf: Pdf, columns: readonly Placed[], cells: readonly string[], height: number): void {
  const { y } = pdf;
  let x = pdf.page.margins.left;
  for (const [i, { width, align }] of columns.entries()) {
    pdf.text(printable(cells[i] ?? ""), x, y + PADDING_PT, { width, align });
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
  const heights = columns.map(({ width }, i) => pdf.heightOfString(printable(cells[i] ?? ""), { width }));
  return Math.max(...heights) + 2 * PADDING_PT;
}

export async function drawTable(pdf: Pdf, table: Table): Promise<void> {
  const { title, columns, rows } = table;
  const placed = await placedIn(pdf, table);
  const titles = columns.map((each) => each.title);
  const drawHeading = () => drawRow(pdf, placed, titles, heightOf(asHead(pdf), placed, titles));
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
  for (const [i, row] of rows.entries()) {
    if (i > 0 && i % ROWS_AT_ONCE === 0) await setImmediate();
    const height = heightOf(asRow(pdf, row), placed, row.cells);
    if (pdf.y + height > pdf.page.maxY()) {
      pdf.addPage();
      drawHeading();
    }
    drawRow(asRow(pdf, row), placed, row.cells, height);
  }
  pdf.x = pdf.page.margins.left;
}
