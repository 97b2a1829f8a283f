/** Addresses: which dialect answers, and the path as its routes are spelled. */
import type { Dialect } from "./kit/dialect.ts";
import type { Prefix } from "./prefixes.ts";

type Served = { prefixes: readonly Prefix[]; fallback: Dialect };

export type Address = { path: string; search: string; dialect: Dialect };

/** The dialect that an address belongs to, with its path and query. */
export function addressOf({ prefixes, fallback }: Served, url: string): Address {
  const cut = url.indexOf("?");
  const path = cut < 0 ? url : url.slice(0, cut);
  const found = prefixed(prefixes, path);
  return {
    search: cut < 0 ? "" : url.slice(cut + 1),
    path: found?.path ?? path,
    dialect: found?.dialect ?? fallback,
  };
}

/** The dialect of a path, and the path with its prefix: one that any version may stand in is spelled as the routes are. */
function prefixed(prefixes: readonly Prefix[], path: string): Pick<Address, "path" | "dialect"> | undefined {
  for (const { prefix, dialect } of prefixes) {
    const own = dialect.anyVersion ? path.replace(versionIn(prefix), prefix) : path;
    if (own === prefix || own.startsWith(`${prefix}/`)) return { path: own, dialect };
  }
  return undefined;
}

/** "/candle/v1" with any number in the place of its own, at the beginning of a path. */
const versionIn = (prefix: string): RegExp => new RegExp(`^${prefix.replace(/\/v\d+$/, "")}/v\\d+(?=/|$)`);
