/** Barcodes by the library bwip-js: an EAN of 13 digits where the code is one, else Code 128. */

export type Symbology = "ean13" | "code128";

/** The widths of bars and spaces in turn, in modules; the first is a bar. */
export type Barcode = { symbology: Symbology; widths: readonly number[]; modules: number };

const WEIGHTS = [1, 3] as const;

/** Thirteen digits, of which the last is the check digit. */
export function isEan13(code: string): boolean {
  if (!/^\d{13}$/.test(code)) return false;
  const sum = [...code].reduce((all, digit, i) => all + Number(digit) * WEIGHTS[i % 2]!, 0);
  return sum % 10 === 0;
}

/** Null: no barcode has its letters. */
export const symbologyOf = (code: string): Symbology | null =>
  isEan13(code) ? "ean13" : /^[\x20-\x7e]+$/.test(code) ? "code128" : null;

/** The library is loaded with the first barcode. */
export async function barcodeOf(code: string): Promise<Barcode | null> {
  const symbology = symbologyOf(code);
  if (!symbology) return null;
  const { default: bwip } = await import("bwip-js/node");
  const [drawn] = bwip.raw(symbology, code, {});
  if (!drawn || !("sbs" in drawn)) throw new Error(`bwip-js drew no bars for '${code}'.`);
  const widths = [...drawn.sbs];
  return { symbology, widths, modules: widths.reduce((all, each) => all + each, 0) };
}
