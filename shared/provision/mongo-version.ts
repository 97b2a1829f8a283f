import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { provisionError } from "./provision-error.ts";

const recordIn = (dataDir: string): string => join(dataDir, "mongod.version");

const series = (version: string): string => version.split(".").slice(0, 2).join(".");

/**
 * Refuses to open a folder with another release series of mongod than the one that wrote it: an older one cannot read
 * it, and a newer one may be able to, but then there is no way back.
 */
export async function refuseOtherSeries(dataDir: string, version: string): Promise<void> {
  const recorded = await readFile(recordIn(dataDir), "utf8").catch(() => "");
  const written = recorded.trim();
  if (written === "" || series(written) === series(version)) return;
  throw provisionError(
    `The data in ${dataDir} belongs to mongod ${series(written)} and this is mongod ${version}: ` +
      `set MONGOMS_SYSTEM_BINARY to a mongod ${series(written)}, or DATA_DIR to another folder.`,
  );
}

/** Notes which mongod opened the folder. Only for the one that holds it. */
export async function recordVersion(dataDir: string, version: string): Promise<void> {
  const record = recordIn(dataDir);
  await writeFile(`${record}.new`, `${version}\n`);
  await rename(`${record}.new`, record);
}
