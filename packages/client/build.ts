/** `npm run client`: writes the client library's methods and types from the native document, and compiles it. */
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { generateApi } from "swagger-typescript-api";
import { compose } from "../../gateway/compose.ts";

const folder = import.meta.dirname;
const compiler = join(folder, "../../node_modules/.bin/tsc");

/** Says nothing to readers of types, and is most of the document. */
const CHECKED_BY_THE_SERVICE = [
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
];

function withoutLimits(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLimits);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, each]) => !(CHECKED_BY_THE_SERVICE.includes(name) && typeof each !== "object"),
  );
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutLimits(each)]));
}

/** The source of the methods and types. */
export async function clientSource(): Promise<string> {
  const { documents } = compose({ secret: "", rates: () => [] });
  const { files } = await generateApi({
    ...{ fileName: "api.ts", output: false, silent: true, httpClientType: "fetch" },
    spec: withoutLimits(documents[0]!.document()) as never,
  });
  return files[0]!.fileContent;
}

if (import.meta.main) {
  await writeFile(join(folder, "src/api.ts"), await clientSource());
  await rm(join(folder, "dist"), { recursive: true, force: true });
  await promisify(execFile)(compiler, ["-p", folder]);
}
