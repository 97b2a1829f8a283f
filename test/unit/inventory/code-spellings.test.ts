/** The spellings of a code that scanners and spreadsheets make. */
import { spellingsOf } from "../../../services/inventory/codes/spellings.rules.ts";
import { numberIn } from "../../../shared/service/numbers.ts";

test("a number is looked for with and without leading zeros, as given first", () => {
  const spellings = spellingsOf("4006381333931");
  expect(spellings).toEqual(["4006381333931", "04006381333931"]);
  expect(spellingsOf("0012345")[0]).toBe("0012345");
  expect(spellingsOf("0012345")).toEqual(expect.arrayContaining(["12345", "012345", "00000000012345"]));
  expect(spellingsOf("000")).toEqual(expect.arrayContaining(["000", "0", "00"]));
  expect(spellingsOf("123456789012345")).toEqual(["123456789012345"]);
});

test("a code with letters is looked for as it is, without spaces around it", () => {
  expect(spellingsOf("  Ab_01 ")).toEqual(["  Ab_01 ", "Ab_01"]);
  expect(spellingsOf("Ab_01")).toEqual(["Ab_01"]);
});

test.each([
  ["000123", 123],
  ["999999", 999_999],
  ["40123455", null],
  ["0123456", null],
  ["123", null],
  ["4006381333931", null],
  ["Ab_123", null],
])("%s may be mistaken for number %p of ours", (code, number) => {
  expect(numberIn(code)).toBe(number);
});
