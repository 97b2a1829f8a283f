import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { provisionError } from "./provision-error.ts";

const recordIn = (dataDir: string): string => join(dataDir, "mongod.version");

const seriesOf = (version: string): string => version.split(".").slice(0, 2).join(".");

/** The release series (`major.minor`) of the mongod that wrote the folder; undefined for a new one. */
export async function recordedSeries(dataDir: string): Promise<string | undefined> {
  const recorded = await readFile(recordIn(dataDir), "utf8").catch(() => "");
  return seriesOf(recorded.trim()) || undefined;
}

/**
 * Refuses to open a folder with another release series of mongod than the one that wrote it: an older one cannot read
 * it, and a newer one may be able to, but then there is no way back.
 */
export function refuseOtherSeries(dataDir: string, recorded: string | undefined, version: string): void {
  if (recorded === undefined || recorded === seriesOf(version)) return;
  throw provisionError(
    `The data in ${dataDir} belongs to mongod ${recorded} and this is mongod ${version}: ` +
      `set MONGO_URL, set MONGOMS_SYSTEM_BINARY to a mongod ${recorded}, or set DATA_DIR to another folder.`,
  );
}

/** Notes which mongod opened the folder. Only for the one that holds it. */
export async function recordVersion(dataDir: string, version: string): Promise<void> {
  const record = recordIn(dataDir);
  await writeFile(`${record}.new`, `${version}\n`);
  await rename(`${record}.new`, record);
}
