/** What `npm ci` says to a newcomer: nothing about scripts that it does not know whether to run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));

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

test("every script replaces npm's shell with what it starts, so that one signal reaches it", () => {
  const commands: [string, string][] = Object.entries(read("package.json").scripts);
  const shells = commands.filter(([, command]) => !command.startsWith("exec ")).map(([name]) => name);
  expect(shells).toEqual([]);
});

test("package, lock file and changelog name the same version", () => {
  const { version } = read("package.json");
  const lock = read("package-lock.json");
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const latest = /^## \[(\d+\.\d+\.\d+)\]/m.exec(changelog)?.[1];
  expect([lock.version, lock.packages[""].version, latest]).toEqual([version, version, version]);
});
