/** Ids with a prefix for their kind and without dashes: "user_0190a5d000007000…" (ID-1). */
import { readUuid } from "../../shared/fields/index.ts";
import type { Codec } from "./codec.ts";

export const withPrefix = (prefix: string, id: string): string => `${prefix}_${id.replaceAll("-", "")}`;

/** The UUID of such a text; undefined for one of another kind. */
export function readPrefixed(prefix: string, text: string): string | undefined {
  const [, hex] = /^[a-z]+_([0-9a-f]{32})$/i.exec(text) ?? [];
  if (!hex || !text.startsWith(`${prefix}_`)) return undefined;
  return readUuid(hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));
}

export const prefixed = (prefix: string): Codec<string> => ({
  schema: { type: "string", pattern: `^${prefix}_` },
  out: (id) => withPrefix(prefix, id),
  in(given) {
    const value = typeof given === "string" ? readPrefixed(prefix, given) : undefined;
    return value === undefined ? { allowed: `an id like ${prefix}_ and 32 hex digits` } : { value };
  },
});
