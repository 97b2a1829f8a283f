/** The import lines of the repository: who imports what, and whether only its types. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

export type Edge = {
  /** Path of the importing file from the root of the repository. */
  from: string;
  /** Path of the imported file, or the name of the package. */
  to: string;
  /** Erased before it runs. */
  types_only: boolean;
};

const root = join(import.meta.dirname, "../..");
const rooms = ["app", "gateway", "services", "shared", "test"];

const filesOf = (room: string): string[] =>
  readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();

export const files = (): string[] => ["moleculer.config.ts", ...rooms.flatMap(filesOf)];

/** `import … from "x"`, `export … from "x"`, `import "x"` and `import("x")`, the names perhaps over several lines. */
const STATIC = /^(import|export)\s+(type\s+)?((?:[\w$*\s,]|\{[^}]*\})+?)\s*from\s*"([^"]+)"/gm;
const BARE = /^import\s+"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"/g;

/** `{ type A, type B }` is erased as much as `type { A, B }`: the compiler keeps neither. */
function onlyTypes(keyword: string | undefined, names: string): boolean {
  if (keyword) return true;
  const braces = /^\{([^}]*)\}$/.exec(names.trim());
  if (!braces) return false;
  const each = braces[1]!.split(",").map((name) => name.trim());
  return each.filter(Boolean).every((name) => name.startsWith("type "));
}

export function importsIn(from: string, source: string): Edge[] {
  const to = (specifier: string) =>
    specifier.startsWith(".") ? join(dirname(from), specifier).split(sep).join("/") : packageOf(specifier);
  return [
    ...[...source.matchAll(STATIC)].map(([, , type, names = "", specifier = ""]) => ({
      from,
      to: to(specifier),
      types_only: onlyTypes(type, names),
    })),
    ...[...source.matchAll(BARE), ...source.matchAll(DYNAMIC)].map(([, specifier = ""]) => ({
      from,
      to: to(specifier),
      types_only: false,
    })),
  ];
}

/** "moleculer/src/x" → "moleculer", "@swc/jest/y" → "@swc/jest". */
const packageOf = (specifier: string): string =>
  specifier.startsWith("node:")
    ? specifier
    : specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");

export const edges = (): Edge[] =>
  files().flatMap((file) => importsIn(file, readFileSync(join(root, file), "utf8")));

/** Every cycle once, as the files along it; none when the graph has none. */
export function cyclesOf(all: readonly Edge[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of all) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      found.push([...path.slice(at), file]);
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of [...next.keys()].sort()) visit(file, []);
  return found;
}
