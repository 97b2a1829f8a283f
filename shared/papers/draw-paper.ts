/** Draws a paper of whole pages as PDF. */
import { drawTable } from "./draw-table.ts";
import { BODY_PT, GREY, HEADING_PT, MARGIN_PT, SMALL_PT } from "./page.ts";
import type { Paper, Section } from "./paper.ts";
import { bytesOf, openPdf, type Pdf } from "./pdf.ts";

const GAP_PT = 20;

/** A block of lines under a label; returns where it ends. */
function block(
  pdf: Pdf,
  at: { x: number; y: number; width: number },
  { label, lines }: Paper["blocks"][number],
) {
  if (lines.length === 0) return at.y;
  const { x, y, width } = at;
  pdf.font("regular").fontSize(SMALL_PT).fillColor(GREY).text(label, x, y, { width });
  const [first = "", ...rest] = lines;
  pdf.font("bold").fontSize(BODY_PT).fillColor("black").text(first, { width });
  if (rest.length) pdf.font("regular").text(rest.join("\n"), { width });
  return pdf.y;
}

/** The sender, the title and the paper's own fields, then the blocks. */
function drawHead(pdf: Pdf, { sender, title, mark, blocks, facts }: Paper): void {
  const { left } = pdf.page.margins;
  const whole = pdf.page.width - 2 * left;
  const width = (whole - GAP_PT) / 2;
  const right = left + width + GAP_PT;
  const y = pdf.page.margins.top;
  pdf.font("bold").fontSize(HEADING_PT).text(title, right, y, { width });
  if (mark) pdf.fontSize(BODY_PT).text(mark.toUpperCase(), { width });
  pdf.moveDown(0.5);
  for (const [label, value] of facts)
    pdf.font("regular").fontSize(BODY_PT).text(`${label}: ${value}`, { width });
  const ending = pdf.y;
  pdf.font("bold").fontSize(BODY_PT).text(sender.name, left, y, { width });
  if (sender.lines.length) pdf.font("regular").text(sender.lines.join("\n"), { width });
  const below = Math.max(pdf.y, ending) + 24;
  const ends = blocks.map((each, i) => block(pdf, { x: i === 0 ? left : right, y: below, width }, each));
  pdf.x = left;
  pdf.y = ends.length ? Math.max(...ends) + 24 : below;
}

function drawTotals(pdf: Pdf, { rows }: Extract<Section, { kind: "totals" }>): void {
  const { left, right } = pdf.page.margins;
  const width = (pdf.page.width - left - right - GAP_PT) / 2;
  const x = pdf.page.width - right - width;
  const height = 16;
  if (pdf.y + (rows.length + 1) * height > pdf.page.maxY()) pdf.addPage();
  pdf.y += 8;
  for (const [i, [label, value]] of rows.entries()) {
    const { y } = pdf;
    pdf
      .font(i === rows.length - 1 ? "bold" : "regular")
      .fontSize(BODY_PT)
      .fillColor("black");
    pdf.text(label, x, y, { width: width * 0.6, lineBreak: false });
    pdf.text(value, x + width * 0.6, y, { width: width * 0.4, align: "right", lineBreak: false });
    pdf.y = y + height;
  }
  pdf.x = left;
}

/** A text goes on over as many pages as it needs. */
function drawText(pdf: Pdf, { label, text }: Extract<Section, { kind: "text" }>): void {
  const { left, right } = pdf.page.margins;
  const width = pdf.page.width - left - right;
  if (pdf.y + 60 > pdf.page.maxY()) pdf.addPage();
  pdf.y += 16;
  pdf.font("regular").fontSize(SMALL_PT).fillColor(GREY).text(label, left, pdf.y, { width });
  pdf.fontSize(BODY_PT).fillColor("black").text(text, { width });
}

async function drawSection(pdf: Pdf, section: Section): Promise<void> {
  if (section.kind === "table") await drawTable(pdf, section);
  else if (section.kind === "totals") drawTotals(pdf, section);
  else drawText(pdf, section);
}

/** Page numbers, and the mark of a paper that is not in force, once the number of pages is known. */
function drawEveryPage(pdf: Pdf, { page, number, mark }: Paper): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let n = start; n < start + count; n++) {
    pdf.switchToPage(n);
    const { width, height, margins } = pdf.page;
    // Below the margin a text would begin another page.
    margins.bottom = 0;
    const told = page.replace("{n}", String(n - start + 1)).replace("{of}", String(count));
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
  const { size, landscape, title, sender, created_at } = paper;
  const pdf = await openPdf({
    ...{ size, layout: landscape ? "landscape" : "portrait", margin: MARGIN_PT, bufferPages: true },
    ...{ title, author: sender.name, created_at },
  });
  drawHead(pdf, paper);
  for (const [i, section] of paper.sections.entries()) {
    if (i > 0 && section.kind === "table") pdf.y += GAP_PT;
    await drawSection(pdf, section);
  }
  drawEveryPage(pdf, paper);
  return bytesOf(pdf);
}
