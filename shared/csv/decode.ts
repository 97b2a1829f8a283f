/** The text of a file whose character set nobody tells. */

export type Charset = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

const marks: readonly (readonly [Charset, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, i) => bytes[i] === byte);

const read = (charset: Charset, bytes: Uint8Array, fatal: boolean): string =>
  new TextDecoder(charset, { fatal }).decode(bytes);

/** By its byte order mark; without one it is UTF-8 if it can be, else Windows-1252, which gives every byte a meaning. */
export function decoded(bytes: Uint8Array): { charset: Charset; text: string } {
  const marked = marks.find(([, mark]) => begins(bytes, mark));
  if (marked) return { charset: marked[0], text: read(marked[0], bytes, false) };
  try {
    return { charset: "utf-8", text: read("utf-8", bytes, true) };
  } catch {
    return { charset: "windows-1252", text: read("windows-1252", bytes, false) };
  }
}
