/**
 * Preloaded into a Backroom of the bench: as many routes more as the five dialects have operations, all of them real ones
 * under other prefixes, so that what routes cost by their number is measured.
 */
import { registerHooks } from "node:module";

export const MORE_ROUTES = 894;

const added = `
const modulesBefore = dialectsOf;
const copyOf = ({ dialect, routes }, n) => {
  const prefix = "/more" + n + dialect.prefix;
  const named = { ...dialect, name: "more" + n + dialect.name, prefix };
  const copies = routes.map((route) => ({ ...route, dialect: named, path: "/more" + n + route.path }));
  return { dialect: named, routes: copies };
};
const withMore = (profile) => {
  const modules = modulesBefore(profile);
  const more = [];
  let left = ${MORE_ROUTES};
  for (let n = 1; left > 0; n++)
    for (const each of modules) {
      const copy = copyOf(each, n);
      more.push({ ...copy, routes: copy.routes.slice(0, left) });
      left -= more.at(-1).routes.length;
      if (left <= 0) break;
    }
  return [...modules, ...more];
};
export { withMore as dialectsOf };
`;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith("/gateway/dialects/index.ts")) return loaded;
    const source = String(loaded.source).replace("export const dialectsOf", "const dialectsOf");
    return { ...loaded, source: source + added };
  },
});
