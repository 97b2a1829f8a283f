/**
 * A browser for tests on a machine without one: the npm package `@sparticuz/chromium` contains it with its libraries and
 * fonts, packed. It is unpacked once per version into node_modules, in a folder that appears only when complete.
 */
import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export type Chromium = { command: string; env: Record<string, string> };

const modules = join(import.meta.dirname, "../../node_modules");
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** It unpacks to TMPDIR, and its libraries only in the cloud environments that it knows. */
const script = 'console.log(await (await import("@sparticuz/chromium")).default.executablePath())';
const cloud = { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };

/** The package lists the fonts of its clouds; without any font the browser crashes at the first letter. */
const fontsIn = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;

async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(modules, "@sparticuz/chromium/package.json"), "utf8"));
  const cache = join(modules, ".cache");
  const folder = join(cache, `chromium-${version}`);
  if (await exists(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(join(cache, "unpacking-"));
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd: modules,
    env: { PATH: process.env.PATH ?? "", TMPDIR: scratch, ...cloud },
  });
  await writeFile(join(scratch, "fonts.conf"), fontsIn(folder));
  // Another run may have been first.
  await rename(scratch, folder).catch(() => rm(scratch, { recursive: true }));
  return folder;
}

/** The browser of the package, or the one at CHROMIUM_PATH, or the reason why there is none. */
export async function findChromium(): Promise<Chromium | { missing: string }> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return { command: named, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64")
    return { missing: "the browser from npm is for Linux on x64: name another one in CHROMIUM_PATH" };
  try {
    const folder = await unpacked();
    return {
      command: join(folder, "chromium"),
      env: { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_FILE: join(folder, "fonts.conf") },
    };
  } catch (error) {
    return { missing: `the browser from npm could not be unpacked: ${(error as Error).message}` };
  }
}
