/**
 * A slip in the commands of receipt printers (ESC/POS): initialized, line by line, then cut. Each letter is printed from the first code
 * page of the printer that has it (Epson's numbers: Western and Central European, Greek, Cyrillic, Hebrew, Arabic …); a letter
 * that is in none of them is printed as a question mark.
 */
import type { Slip } from "./slip.ts";
import { linesOf } from "./slip-text.ts";

export async function slipEscpos(slip: Slip, columns: number): Promise<Buffer> {
  const { default: ReceiptPrinterEncoder } = await import("@point-of-sale/receipt-printer-encoder");
  const printer = new ReceiptPrinterEncoder({
    ...{ language: "esc-pos", columns, codepageMapping: "epson" },
    ...{ newline: "\n", feedBeforeCut: 4 },
  });
  printer.initialize().codepage("auto");
  for (const { text, bold } of linesOf(slip, columns)) printer.bold(bold).line(text);
  return Buffer.from(printer.bold(false).cut("partial").encode());
}
