/** A dialect at the root as well: for clients that fix the path behind the host. */
import type { Dialect, RouteRow } from "../row.ts";
import type { Spoken } from "./index.ts";

/** A dialect's own words for what lies below a prefix, the longest first. */
export type Prefix = { prefix: string; dialect: Dialect };

/**
 * All rows, and whose words are spoken where. The dialect at the root answers under the path that its own service has
 * ("/api/v1/items") and right behind the host ("/items"); where that meets the native API, the native one gives way and
 * is found whole below "/native".
 */
export function atRoot(
  spoken: readonly Spoken[],
  native: Dialect,
  root: string | undefined,
): { rows: RouteRow[]; prefixes: Prefix[] } {
  const prefixes: Prefix[] = spoken.map(({ dialect }) => ({ prefix: dialect.prefix, dialect }));
  const all = spoken.flatMap((each) => each.rows);
  const own = all.filter((row) => row.dialect === native);
  const moved = own.map((row) => ({ ...row, path: `/native${row.path}` }));
  prefixes.push({ prefix: `/native${native.prefix}`, dialect: native });
  const chosen = spoken.find(({ dialect }) => dialect.name === root);
  if (!chosen) return { rows: [...all, ...moved], prefixes: longestFirst(prefixes) };
  const { dialect, rows } = chosen;
  const below = dialect.prefix.slice(`/${dialect.name}`.length);
  const copies = [...new Set([below, ""])].flatMap((prefix) =>
    rows.map((row) => ({ ...row, path: prefix + row.path.slice(dialect.prefix.length) })),
  );
  const taken = new Set(copies.map(keyOf));
  prefixes.push({ prefix: below, dialect }, { prefix: "", dialect });
  // Of two dialects under one prefix the one at the root is found first.
  return {
    rows: [...all.filter((row) => !taken.has(keyOf(row))), ...moved, ...copies],
    prefixes: longestFirst(prefixes.filter((each) => each.prefix !== below || each.dialect === dialect)),
  };
}

const keyOf = ({ method, path }: RouteRow) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`;

const longestFirst = (prefixes: readonly Prefix[]): Prefix[] =>
  [...prefixes].sort((a, b) => b.prefix.length - a.prefix.length);
