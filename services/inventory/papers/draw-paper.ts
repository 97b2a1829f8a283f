/**
 * Draws a paper as PDF. The same paper makes the same bytes: the document's date is the order's, and pdfkit derives its id
 * from it. The embedded font has Latin, Greek and Cyrillic.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Paper } from "./paper-content.rules.ts";
import { drawLines } from "./paper-lines.ts";
import { BODY_PT, GREY, HEADING_PT, MARGIN_PT, type Pdf, SMALL_PT } from "./paper-page.ts";

const { resolve } = createRequire(import.meta.url);
const fontFile = (name: string): Promise<Buffer> => readFile(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

let fonts: Promise<readonly [Buffer, Buffer]> | undefined;
const fontsOnce = () => {
  fonts ??= Promise.all([fontFile("DejaVuSans"), fontFile("DejaVuSans-Bold")]);
  return fonts;
};

/** The library is loaded with the first paper. */
async function open({ size, number, created_at, words, sender }: Paper): Promise<Pdf> {
  const { default: PDFDocument } = await import("pdfkit");
  const [regular, bold] = await fontsOnce();
  const pdf = new PDFDocument({
    ...{ size, margin: MARGIN_PT, bufferPages: true },
    info: {
      Title: `${words.purchase_order} ${number}`,
      Author: sender.name,
      Creator: "Backroom",
      Producer: "Backroom",
      CreationDate: created_at,
      ModDate: created_at,
    },
  });
  pdf.registerFont("regular", regular);
  pdf.registerFont("bold", bold);
  return pdf;
}

const bytesOf = (pdf: Pdf): Promise<Buffer> =>
  new Promise((done, failed) => {
    const parts: Buffer[] = [];
    pdf.on("data", (part: Buffer) => parts.push(part));
    pdf.on("end", () => done(Buffer.concat(parts)));
    pdf.on("error", failed);
    pdf.end();
  });

/** A block of lines under a label; returns where it ends. */
function block(
  pdf: Pdf,
  at: { x: number; y: number; width: number },
  label: string,
  lines: readonly string[],
) {
  if (lines.length === 0) return at.y;
  const { x, y, width } = at;
  pdf.font("regular").fontSize(SMALL_PT).fillColor(GREY).text(label, x, y, { width });
  const [first = "", ...rest] = lines;
  pdf.font("bold").fontSize(BODY_PT).fillColor("black").text(first, { width });
  if (rest.length) pdf.font("regular").text(rest.join("\n"), { width });
  return pdf.y;
}

/** The sender, the title and the order's own fields, then the vendor and the place. */
function drawHead(pdf: Pdf, { sender, words, number, mark, vendor, ship_to, facts }: Paper): void {
  const { left } = pdf.page.margins;
  const whole = pdf.page.width - 2 * left;
  const width = whole / 2 - 10;
  const right = left + whole / 2 + 10;
  const y = pdf.page.margins.top;
  pdf.font("bold").fontSize(HEADING_PT).text(`${words.purchase_order} ${number}`, right, y, { width });
  if (mark) pdf.fontSize(BODY_PT).text(mark.toUpperCase(), { width });
  pdf.moveDown(0.5);
  for (const [label, value] of facts)
    pdf.font("regular").fontSize(BODY_PT).text(`${label}: ${value}`, { width });
  const title = pdf.y;
  pdf.font("bold").fontSize(BODY_PT).text(sender.name, left, y, { width });
  if (sender.lines.length) pdf.font("regular").text(sender.lines.join("\n"), { width });
  const below = Math.max(pdf.y, title) + 24;
  const ends = [
    block(pdf, { x: left, y: below, width }, words.vendor, vendor),
    block(pdf, { x: right, y: below, width }, words.ship_to, ship_to),
  ];
  pdf.x = left;
  pdf.y = Math.max(...ends) + 24;
}

function drawTotals(pdf: Pdf, { totals, words, total }: Paper): void {
  const { left, right } = pdf.page.margins;
  const width = (pdf.page.width - left - right) / 2 - 10;
  const x = pdf.page.width - right - width;
  const rows = [...totals, [words.total, total] as const];
  const height = 16;
  if (pdf.y + (rows.length + 1) * height > pdf.page.maxY()) pdf.addPage();
  pdf.y += 8;
  for (const [i, [label, value]] of rows.entries()) {
    const { y } = pdf;
    pdf.font(i === rows.length - 1 ? "bold" : "regular").fontSize(BODY_PT);
    pdf.text(label, x, y, { width: width / 2, lineBreak: false });
    pdf.text(value, x + width / 2, y, { width: width / 2, align: "right", lineBreak: false });
    pdf.y = y + height;
  }
  pdf.x = left;
}

/** Notes go on over as many pages as they need. */
function drawNotes(pdf: Pdf, { notes, words }: Paper): void {
  if (!notes) return;
  const { left, right } = pdf.page.margins;
  const width = pdf.page.width - left - right;
  if (pdf.y + 60 > pdf.page.maxY()) pdf.addPage();
  pdf.y += 16;
  pdf.font("regular").fontSize(SMALL_PT).fillColor(GREY).text(words.notes, left, pdf.y, { width });
  pdf.fontSize(BODY_PT).fillColor("black").text(notes, { width });
}

/** Page numbers, and the mark of an order that is not in force, once the number of pages is known. */
function drawEveryPage(pdf: Pdf, { words, number, mark }: Paper): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let n = start; n < start + count; n++) {
    pdf.switchToPage(n);
    const { width, height, margins } = pdf.page;
    // Below the margin a text would begin another page.
    margins.bottom = 0;
    const told = words.page.replace("{n}", String(n - start + 1)).replace("{of}", String(count));
    pdf.font("regular").fontSize(SMALL_PT).fillColor(GREY);
    const line = { width: width - margins.left - margins.right, lineBreak: false } as const;
    pdf.text(number, margins.left, height - 36, line);
    pdf.text(told, margins.left, height - 36, { ...line, align: "right" });
    if (!mark) continue;
    pdf.save();
    pdf
      .rotate(-45, { origin: [width / 2, height / 2] })
      .fillOpacity(0.12)
      .fillColor("black");
    pdf.font("bold").fontSize(90);
    pdf.text(mark.toUpperCase(), 0, height / 2 - 45, { width, align: "center", lineBreak: false });
    pdf.restore();
  }
}

/** The bytes of the PDF. */
export async function drawPaper(paper: Paper): Promise<Buffer> {
  const pdf = await open(paper);
  drawHead(pdf, paper);
  drawLines(pdf, paper);
  drawTotals(pdf, paper);
  drawNotes(pdf, paper);
  drawEveryPage(pdf, paper);
  return bytesOf(pdf);
}
