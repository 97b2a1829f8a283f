/**
 * PDF files. The same paper makes the same bytes: the document's date is that of its data, and pdfkit derives its id from it. The
 * embedded font has Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian and Georgian letters.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** pdfkit's document; the library itself is loaded later. */
export type Pdf = PDFKit.PDFDocument;

const { resolve } = createRequire(import.meta.url);
const fontFile = (name: string): Promise<Buffer> => readFile(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

let fonts: Promise<readonly [Buffer, Buffer]> | undefined;
const fontsOnce = () => {
  fonts ??= Promise.all([fontFile("DejaVuSans"), fontFile("DejaVuSans-Bold")]);
  return fonts;
};

export type Opening = Pick<PDFKit.PDFDocumentOptions, "size" | "layout" | "margin" | "bufferPages"> & {
  title: string;
  author: string;
  created_at: Date;
};

/** A document with the fonts `regular` and `bold`. The library is loaded with the first paper. */
export async function openPdf({ title, author, created_at, ...options }: Opening): Promise<Pdf> {
  const { default: PDFDocument } = await import("pdfkit");
  const [regular, bold] = await fontsOnce();
  const pdf = new PDFDocument({
    ...options,
    info: {
      Title: title,
      Author: author,
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

export const bytesOf = (pdf: Pdf): Promise<Buffer> =>
  new Promise((done, failed) => {
    const parts: Buffer[] = [];
    pdf.on("data", (part: Buffer) => parts.push(part));
    pdf.on("end", () => done(Buffer.concat(parts)));
    pdf.on("error", failed);
    pdf.end();
  });
