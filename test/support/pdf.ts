/** What a reader of PDF makes of a file. */
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

export type Read = {
  /** The text of each page, its pieces in the order of the document. */
  pages: string[];
  /** Width and height of the first page in points. */
  size: [number, number];
  info: Record<string, unknown>;
};

export async function readPdf(bytes: Uint8Array): Promise<Read> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false });
  try {
    const pdf = await task.promise;
    const pages: string[] = [];
    for (let n = 1; n <= pdf.numPages; n++) {
      const { items } = await (await pdf.getPage(n)).getTextContent();
      pages.push(items.map((each) => ("str" in each ? each.str : "")).join(" "));
    }
    const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
    const { info } = await pdf.getMetadata();
    return { pages, size: [width, height], info: { ...info } };
  } finally {
    await task.destroy();
  }
}
