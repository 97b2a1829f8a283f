/** `npm run packages`: compiles the packages, all or the named ones. The client's methods come from the native document. */
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { generateApi } from "swagger-typescript-api";
import { compose } from "../gateway/compose.ts";

const root = join(import.meta.dirname, "..");
const packages = ["client", "events"] as const;

/** Says nothing to readers of types, and is most of the document. */
const CHECKED_BY_THE_SERVICE = [
  ...["pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"],
];

function withoutLimits(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLimits);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, each]) => !(CHECKED_BY_THE_SERVICE.includes(name) && typeof each !== "object"),
  );
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutLimits(each)]));
}

/** The source of the client's methods and types. */
async function clientSource(): Promise<string> {
  const { documents } = compose({ secret: "", rates: () => [] });
  const { files } = await generateApi({
    ...{ fileName: "api.ts", output: false, silent: true, httpClientType: "fetch" },
    spec: withoutLimits(documents[0]!.document()) as never,
  });
  // A browser's File has a name; what is read here is bytes alone.
  return files[0]!.fileContent.replaceAll(/this\.request<\s*File,/g, "this.request<Blob,");
}

const named = process.argv.slice(2);
for (const name of packages.filter((each) => named.length === 0 || named.includes(each))) {
  const folder = join(root, "packages", name);
  if (name === "client") await writeFile(join(folder, "src/api.ts"), await clientSource());
  await rm(join(folder, "dist"), { recursive: true, force: true });
  await promisify(execFile)(join(root, "node_modules/.bin/tsc"), ["-p", folder]);
}
