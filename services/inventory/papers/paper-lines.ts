/** The lines of a paper: a table whose head repeats on every page, and whose rows are not split between pages. */
import type { Paper, PaperLine } from "./paper-content.rules.ts";
import { BODY_PT, GREY, type Pdf, SMALL_PT } from "./paper-page.ts";

const GAP_PT = 8;
const PADDING_PT = 3;

type Column = { name: keyof PaperLine; width: number; align: "left" | "right" };

/** The description takes what the others leave. */
function columnsOf(pdf: Pdf): Column[] {
  const { width, margins } = pdf.page;
  const others: Record<Exclude<keyof PaperLine, "name">, number> = {
    code: 90,
    quantity: 65,
    unit_cost: 80,
    amount: 90,
  };
  const taken = Object.values(others).reduce((all, each) => all + each + GAP_PT, 0);
  return [
    { name: "code", width: others.code, align: "left" },
    { name: "name", width: width - margins.left - margins.right - taken, align: "left" },
    { name: "quantity", width: others.quantity, align: "right" },
    { name: "unit_cost", width: others.unit_cost, align: "right" },
    { name: "amount", width: others.amount, align: "right" },
  ];
}

/** Draws the cells of a row side by side, with a rule below. */
function drawRow(pdf: Pdf, columns: readonly Column[], row: PaperLine, height: number): void {
  const { y } = pdf;
  let x = pdf.page.margins.left;
  for (const { name, width, align } of columns) {
    pdf.text(row[name], x, y + PADDING_PT, { width, align });
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

function heightOf(pdf: Pdf, columns: readonly Column[], row: PaperLine): number {
  const heights = columns.map(({ name, width }) => pdf.heightOfString(row[name], { width }));
  return Math.max(...heights) + 2 * PADDING_PT;
}

function drawHeading(pdf: Pdf, columns: readonly Column[], { words }: Paper): void {
  const { code, description: name, quantity, unit_cost, amount } = words;
  const heading = { code, name, quantity, unit_cost, amount };
  pdf.font("bold").fontSize(SMALL_PT).fillColor(GREY);
  drawRow(pdf, columns, heading, heightOf(pdf, columns, heading));
  pdf.font("regular").fontSize(BODY_PT).fillColor("black");
}

export function drawLines(pdf: Pdf, paper: Paper): void {
  const columns = columnsOf(pdf);
  drawHeading(pdf, columns, paper);
  for (const line of paper.lines) {
    const height = heightOf(pdf, columns, line);
    if (pdf.y + height > pdf.page.maxY()) {
      pdf.addPage();
      drawHeading(pdf, columns, paper);
    }
    drawRow(pdf, columns, line, height);
  }
  pdf.x = pdf.page.margins.left;
}
