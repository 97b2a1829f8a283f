/** The spellings of a code that a scanner or a spreadsheet makes of one printed code. */

/** The longest number on a label: a GTIN of fourteen digits. */
const LONGEST = 14;

/**
 * The code itself first, then, for a number, the same number with other leading zeros: scanners add a zero to a
 * UPC, and spreadsheets remove all of them.
 */
export function spellingsOf(code: string): string[] {
  const bare = code.trim();
  if (!/^\d+$/.test(bare)) return [...new Set([code, bare])];
  const digits = bare.replace(/^0+(?=.)/, "");
  const lengths = Array.from(
    { length: Math.max(LONGEST - digits.length, 0) + 1 },
    (_, i) => digits.length + i,
  );
  return [...new Set([bare, ...lengths.map((length) => digits.padStart(length, "0"))])];
}
