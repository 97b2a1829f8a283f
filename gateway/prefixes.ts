/** The dialect of each prefix; one of them is also at the root, for clients whose path is fixed. */
import type { Dialect } from "./kit/dialect.ts";
import type { Route } from "./kit/route.ts";

/** A dialect with its routes. */
export type DialectModule = { dialect: Dialect; routes: readonly Route[] };

/** The dialect of the addresses below a prefix. */
export type Prefix = { prefix: string; dialect: Dialect };

/**
 * All routes, and the dialect of each prefix. The dialect at the root answers under the path that its own service has
 * ("/api/v1/items") and right behind the host ("/items"); where that meets the native API, the native one gives way and
 * remains complete below "/native".
 */
export function atRoot(
  modules: readonly DialectModule[],
  native: Dialect,
  root: string | undefined,
): { routes: Route[]; prefixes: Prefix[] } {
  const prefixes: Prefix[] = modules.map(({ dialect }) => ({ prefix: dialect.prefix, dialect }));
  const all = modules.flatMap((each) => each.routes);
  const own = all.filter((route) => route.dialect === native);
  const moved = own.map((route) => ({ ...route, path: `/native${route.path}` }));
  prefixes.push({ prefix: `/native${native.prefix}`, dialect: native });
  const chosen = modules.find(({ dialect }) => dialect.name === root);
  if (!chosen) return { routes: [...all, ...moved], prefixes: longestFirst(prefixes) };
  const { dialect, routes } = chosen;
  const below = dialect.prefix.slice(`/${dialect.name}`.length);
  const copies = [...new Set([below, ""])].flatMap((prefix) =>
    routes.map((route) => ({ ...route, path: prefix + route.path.slice(dialect.prefix.length) })),
  );
  const taken = new Set(copies.map(keyOf));
  prefixes.push({ prefix: below, dialect }, { prefix: "", dialect });
  // Of two dialects under one prefix the one at the root is found first.
  return {
    routes: [...all.filter((route) => !taken.has(keyOf(route))), ...moved, ...copies],
    prefixes: longestFirst(prefixes.filter((each) => each.prefix !== below || each.dialect === dialect)),
  };
}

const keyOf = ({ method, path }: Route) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`;

const longestFirst = (prefixes: readonly Prefix[]): Prefix[] =>
  [...prefixes].sort((a, b) => b.prefix.length - a.prefix.length);
