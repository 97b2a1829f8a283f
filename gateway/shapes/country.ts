/** Countries on the wire: by ISO code or English name. */
import type { Codec } from "./codec.ts";

const names = new Intl.DisplayNames(["en"], { type: "region" });
const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
const codes = new Map(
  letters
    .flatMap((a) => letters.map((b) => a + b))
    .map((code): [string, string] => [names.of(code) ?? code, code])
    .filter(([name, code]) => name !== code)
    .map(([name, code]) => [name.toLowerCase(), code]),
);

/** A country by its ISO code or its English name; shown by `show`. */
export const country = (show: "code" | "name"): Codec<string> => ({
  schema: { type: "string" },
  out: (value) => (show === "name" && typeof value === "string" ? (names.of(value) ?? value) : value),
  in: (given) => {
    const code =
      typeof given !== "string"
        ? undefined
        : /^[A-Za-z]{2}$/.test(given)
          ? given.toUpperCase()
          : codes.get(given.trim().toLowerCase());
    return code ? { value: code } : { allowed: "a country: two letters, or its English name" };
  },
});
