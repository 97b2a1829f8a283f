/**
 * The programs of Backroom, each in a few files: `npm run build` makes them for an installation, tests for the processes that
 * they start. From the sources Node finds and links two thousand modules at each start, which is most of what it costs, and
 * keeps more than twice their text. The start from the sources is seen in start.test.ts (`npm start`), main-job.test.ts,
 * six-processes.test.ts and runner.test.ts.
 */
import { createHash } from "node:crypto";
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const root = join(import.meta.dirname, "..");
const programs = ["start", "cli", "verify"];
/** Within `node_modules`, so that packages that stay outside are found. A new build has a new folder there. */
const kept = join(root, "node_modules/.cache/backroom-programs");
const STALE_MS = 86_400_000;

/** Native, or with files of their own that they find by their place. */
const outside = ["sharp", "pdfkit", "pino", "pino-pretty", "thread-stream", "moleculer-repl"];

/** A source still finds what lies beside it. */
const places: Plugin = {
  name: "places",
  setup(builder) {
    // Packages have no TypeScript.
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)));
      return { contents, loader: "ts" };
    });
  },
};

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function forgetOld(): Promise<void> {
  for (const name of await readdir(kept)) {
    const { mtimeMs } = await stat(join(kept, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE_MS) await rm(join(kept, name), { recursive: true, force: true });
  }
}

/** The text of each file by its name. */
async function bundled(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    ...{ bundle: true, splitting: true, write: false, platform: "node", format: "esm", target: "node24" },
    ...{ entryPoints: programs.map((name) => join(root, `app/${name}.ts`)), outdir: kept },
    ...{ outExtension: { ".js": ".mjs" }, external: outside, plugins: [places], logLevel: "error" },
    // Node keeps the text of what it runs, in two bytes a letter where a comment has one beyond Latin.
    ...{ minifyWhitespace: true, lineLimit: 160, sourcemap: true },
    banner: {
      js: `import{createRequire as requireOf}from"node:module";const require=requireOf(import.meta.url);`,
    },
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}

async function write(files: ReadonlyMap<string, Uint8Array>, folder: string): Promise<void> {
  for (const [name, contents] of files) await writeFile(join(folder, name), contents);
}

/** Makes the programs in `folder`, beside the sources that they were made of and whose other files they read. */
export async function buildPrograms(folder: string): Promise<void> {
  const files = await bundled();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await write(files, folder);
}

/** Answers a folder with the programs. The same sources have the same one, for which Node keeps what it compiled. */
export async function cachedPrograms(): Promise<string> {
  const files = await bundled();
  const digest = createHash("sha256");
  for (const [name, contents] of files) digest.update(name).update(contents);
  const folder = join(kept, digest.digest("hex").slice(0, 16));
  await mkdir(kept, { recursive: true });
  await forgetOld();
  if (await exists(folder)) return folder;
  const scratch = await mkdtemp(join(kept, "new-"));
  await write(files, scratch);
  // Another run may have made the same one meanwhile.
  await rename(scratch, folder).catch(() => rm(scratch, { recursive: true, force: true }));
  return folder;
}
