import { createHash } from "node:crypto";
import { access, chmod, constants, mkdtemp, open, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { makeFolder } from "./folders.ts";
import { obstacle } from "./provision-error.ts";

/** The folder of binaries, per user and outside the checkout, so that a fresh clone downloads nothing. */
function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "backroom", "bin");
}

/** The cache path of a binary of this version, whether or not it exists yet. */
export function cachedPath(name: string, version: string, env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), `${name}-${version}-${process.platform}-${process.arch}`);
}

export function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function makeScratch(folder: string): Promise<string> {
  try {
    await makeFolder(folder);
    return await mkdtemp(join(folder, ".fetch-"));
  } catch (error) {
    const remedy = "set XDG_CACHE_HOME to a folder that you may write to";
    throw obstacle(`Cannot write to ${folder}`, remedy, error);
  }
}

/**
 * Runs `fetch` with a folder of its own inside the cache and removes that folder afterwards. Inside the
 * cache, its files can be renamed into place; a folder of its own separates two processes that download at
 * once.
 */
export async function withScratchFolder<T>(
  env: NodeJS.ProcessEnv,
  fetch: (scratch: string) => Promise<T>,
): Promise<T> {
  const scratch = await makeScratch(cacheFolder(env));
  try {
    return await fetch(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Installs a downloaded file in the cache: verifies its SHA-256 (if one is pinned), makes it executable,
 * flushes it and only then renames it, so a file under its final name is always complete.
 */
export async function installFile(file: string, target: string, sha256?: string): Promise<string> {
  const found = createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
  if (sha256 !== undefined && found !== sha256) {
    const problem = `The fetched ${basename(target)} has the wrong SHA-256 and was not installed`;
    throw obstacle(problem, "try again", `${found} instead of ${sha256}`);
  }
  await chmod(file, 0o755);
  const handle = await open(file, "r");
  await handle.sync();
  await handle.close();
  await rename(file, target);
  return target;
}
