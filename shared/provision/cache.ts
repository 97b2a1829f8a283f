import { createHash } from "node:crypto";
import { access, chmod, constants, mkdir, mkdtemp, open, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { provisionError } from "./provision-error.ts";

/** The folder of binaries, per user and outside the checkout, so that a fresh clone fetches nothing twice. */
export const cacheFolder = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "backroom", "bin");

/** Where a binary of this version is kept, whether or not it is there yet. */
export const cachedPath = (name: string, version: string, env: NodeJS.ProcessEnv): string =>
  join(cacheFolder(env), `${name}-${version}-${process.platform}-${process.arch}`);

export const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * Runs `fetch` with a folder of its own inside the cache and removes that folder afterwards. It lies in the cache, so
 * that what it holds can be renamed into place, and two processes that fetch at once never share one.
 */
export const withScratchFolder = async <T>(
  env: NodeJS.ProcessEnv,
  fetch: (scratch: string) => Promise<T>,
): Promise<T> => {
  const folder = cacheFolder(env);
  const scratch = await mkdir(folder, { recursive: true })
    .then(() => mkdtemp(join(folder, ".fetch-")))
    .catch((error: Error) => {
      throw provisionError(
        `Cannot write to ${folder}: set XDG_CACHE_HOME to a folder that you may write to.`,
        error,
      );
    });
  try {
    return await fetch(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/**
 * Puts a fetched file in its place in the cache: checked against its SHA-256 (when one is pinned), flushed, executable
 * and only then renamed, so a file under its final name is always whole.
 */
export const installFile = async (file: string, target: string, sha256?: string): Promise<string> => {
  if (sha256 !== undefined) {
    const found = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    if (found !== sha256) {
      throw provisionError(
        `The file fetched for ${target} has the SHA-256 ${found} instead of ${sha256} and was not installed.`,
      );
    }
  }
  await chmod(file, 0o755);
  const handle = await open(file, "r");
  await handle.sync();
  await handle.close();
  await rename(file, target);
  return target;
};
