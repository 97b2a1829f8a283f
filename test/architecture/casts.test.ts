/** Where the types are set aside: only where a driver or a framework types less than we know. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { files } from "./graph.ts";

const root = join(import.meta.dirname, "../..");
const MOST = 21;

const castsIn = (path: string): string[] =>
  [...readFileSync(join(root, path), "utf8").matchAll(/\bas never\b/g)].map(() => path);

const all = files()
  .filter((path) => !path.startsWith("test/"))
  .flatMap(castsIn);

test("no service casts a value to never", () => {
  expect(all.filter((path) => path.startsWith("services/"))).toEqual([]);
});

test("casts to never stay few: at the edge of a driver or a framework", () => {
  expect(all.length).toBeLessThanOrEqual(MOST);
});
