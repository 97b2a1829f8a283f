/** What `npm ci` says to a newcomer: nothing about scripts that it does not know whether to run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, "../..", file), "utf8"));

test("each package with an install script is allowed to run it or is not, and no other one is named", () => {
  const packages: Record<string, { hasInstallScript?: boolean }> = read("package-lock.json").packages;
  const scripted = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  const { allowScripts } = read("package.json");
  expect(Object.keys(allowScripts).sort()).toEqual([...new Set(scripted)].sort());
  // The one that brings the Node that runs everything.
  expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(["node"]);
});

test("no script of ours leaves a shell between npm and what it starts: one signal reaches it", () => {
  const commands: [string, string][] = Object.entries(read("package.json").scripts);
  const shells = commands.filter(([, command]) => /^node\b/.test(command)).map(([name]) => name);
  expect(shells).toEqual([]);
});
