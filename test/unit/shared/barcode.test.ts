/** Which barcode a code gets, and what its bars are. */
import { barcodeOf, isEan13, symbologyOf } from "../../../shared/papers/barcode.ts";

test.each([
  ["4006381333931", "ean13"],
  ["9780306406157", "ean13"],
  ["4006381333932", "code128"],
  ["000012", "code128"],
  ["AB_12 c", "code128"],
  ["Größe", null],
  ["", null],
])("the code %j is printed as %j", (code, symbology) => {
  expect(symbologyOf(code)).toBe(symbology);
});

test("an EAN of 13 digits has 95 modules, Code 128 eleven a letter beside start, check and stop", async () => {
  expect(isEan13("4006381333931")).toBe(true);
  expect(await barcodeOf("4006381333931")).toMatchObject({ symbology: "ean13", modules: 95 });
  expect(await barcodeOf("ABC")).toMatchObject({ symbology: "code128", modules: 3 * 11 + 11 + 11 + 13 });
  expect(await barcodeOf("Größe")).toBeNull();
});

test("the bars are those of the standard: the EAN begins and ends with a guard, and repeats by its digits", async () => {
  const bars = await barcodeOf("4006381333931");
  // GS1 General Specifications, 5.2.1: guards 101, 01010 and 101.
  expect(bars!.widths.slice(0, 3)).toEqual([1, 1, 1]);
  expect(bars!.widths.slice(27, 32)).toEqual([1, 1, 1, 1, 1]);
  expect(bars!.widths.slice(-3)).toEqual([1, 1, 1]);
  expect(bars!.widths).toHaveLength(59);
});
