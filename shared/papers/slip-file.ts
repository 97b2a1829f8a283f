/** A slip as a file: for a roll of 80 mm, as text, or for a receipt printer. */
import { count } from "../fields/index.ts";
import { type MadeFile, makeFile, PDF } from "./made-file.ts";
import type { Slip } from "./slip.ts";
import { slipEscpos } from "./slip-escpos.ts";
import { slipPdf } from "./slip-pdf.ts";
import { slipText } from "./slip-text.ts";

export const slipFormats = ["pdf", "text", "escpos"] as const;
export type SlipFormat = (typeof slipFormats)[number];

/** Letters in a line of text and of ESC/POS. */
export const slipColumns = count({
  default: 42,
  min: 24,
  max: 64,
  about: "Letters in a line of text and ESC/POS.",
});

export async function slipFile(
  name: string,
  slip: Slip,
  format: SlipFormat,
  columns: number,
): Promise<MadeFile> {
  switch (format) {
    case "pdf":
      return makeFile(`${name}.pdf`, PDF, await slipPdf(slip));
    case "text":
      return makeFile(`${name}.txt`, "text/plain; charset=utf-8", slipText(slip, columns));
    case "escpos":
      return makeFile(`${name}.bin`, "application/octet-stream", await slipEscpos(slip, columns));
  }
}
