/** A table of a paper: its head repeats on every page, and its rows are not split between pages. */
import { setImmediate } from "node:timers/promises";
import { BODY_PT, GREY, SMALL_PT } from "./page.ts";
import type { Column, Row, Section } from "./paper.ts";
import type { Pdf } from "./pdf.ts";
import { printable } from "./printable.ts";

const GAP_PT = 10;
const PADDING_PT = 3;
const NOTE_GAP_PT = 2;
/** More than the head of a table needs on a page. */
const HEADING_ROOM_PT = 40;

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
const ROWS_AT_ONCE = 50;

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

type Drawing = { pdf: Pdf; placed: readonly Placed[]; titles: readonly string[]; notes: Band };
type Band = { x: number; width: number };

/** Notes stand below the long texts, up to the end of the row. */
function bandOfNotes({ page }: Pdf, { columns }: Table, placed: readonly Placed[]): Band {
  const widthOf = (some: readonly Placed[]) => some.reduce((all, { width }) => all + width + GAP_PT, 0);
  const growing = columns.findIndex(({ grows }) => grows);
  const before = placed.slice(0, Math.max(0, growing));
  return { x: page.margins.left + widthOf(before), width: widthOf(placed.slice(before.length)) - GAP_PT };
}

/** Draws the cells of a row side by side. */
function drawCells({ pdf, placed }: Drawing, cells: readonly string[], height: number): void {
  const { y } = pdf;
  let x = pdf.page.margins.left;
  for (const [i, { width, align }] of placed.entries()) {
    pdf.text(printable(cells[i] ?? ""), x, y + PADDING_PT, { width, align });
    x += width + GAP_PT;
  }
  pdf.y = y + height;
}

function drawRule({ pdf, notes: { x, width } }: Drawing): void {
  const { y, page } = pdf;
  pdf
    .moveTo(page.margins.left, y)
    .lineTo(x + width, y)
    .lineWidth(0.5)
    .strokeColor("#cccccc")
    .stroke();
}

function heightOf({ pdf, placed }: Drawing, cells: readonly string[]): number {
  const heights = placed.map(({ width }, i) => pdf.heightOfString(printable(cells[i] ?? ""), { width }));
  return Math.max(...heights) + 2 * PADDING_PT;
}

function drawHeading(drawing: Drawing): void {
  const { pdf, titles } = drawing;
  asHead(pdf);
  drawCells(drawing, titles, heightOf(drawing, titles));
  drawRule(drawing);
}

function turnPage(drawing: Drawing): void {
  drawing.pdf.addPage();
  drawHeading(drawing);
}

const asNote = (pdf: Pdf): Pdf => pdf.font("regular").fontSize(SMALL_PT).fillColor(GREY);

/** A row and its notes stand on one page, unless they need more than one: then at least the first note stands with it. */
function drawRow(drawing: Drawing, row: Row): void {
  const { pdf, notes: band } = drawing;
  const notes = (row.notes ?? []).map(printable);
  asNote(pdf);
  const heights = notes.map((each) => pdf.heightOfString(each, band) + NOTE_GAP_PT);
  asRow(pdf, row);
  const height = heightOf(drawing, row.cells);
  const whole = heights.reduce((all, each) => all + each, height);
  const bottom = pdf.page.maxY();
  const fits = whole + HEADING_ROOM_PT <= bottom - pdf.page.margins.top;
  if (pdf.y + (fits ? whole : height + (heights[0] ?? 0)) > bottom) turnPage(drawing);
  drawCells({ ...drawing, pdf: asRow(pdf, row) }, row.cells, height);
  for (const [i, note] of notes.entries()) {
    if (pdf.y + heights[i]! > bottom) turnPage(drawing);
    const { y } = pdf;
    asNote(pdf).text(note, band.x, y, band);
    pdf.y = y + heights[i]!;
  }
  drawRule(drawing);
}

export async function drawTable(pdf: Pdf, table: Table): Promise<void> {
  const { title, columns, rows } = table;
  const placed = await placedIn(pdf, table);
  const titles = columns.map((each) => each.title);
  const drawing = { pdf, placed, titles, notes: bandOfNotes(pdf, table, placed) };
  if (title) {
    // A title stands with the head and the first row.
    if (pdf.y + 70 > pdf.page.maxY()) pdf.addPage();
    pdf
      .font("bold")
      .fontSize(BODY_PT + 1)
      .fillColor("black");
    pdf.text(title, pdf.page.margins.left, pdf.y).moveDown(0.3);
  }
  drawHeading(drawing);
  for (const [i, row] of rows.entries()) {
    if (i > 0 && i % ROWS_AT_ONCE === 0) await setImmediate();
    drawRow(drawing, row);
  }
  pdf.x = pdf.page.margins.left;
}
