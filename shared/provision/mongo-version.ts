import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { provisionError } from "./provision-error.ts";

/** Series → the last day of its maker's support. */
const endOfLife: Record<string, string> = {
  "5.0": "2024-10-31",
  "6.0": "2025-07-31",
  "7.0": "2027-08-31",
  "8.0": "2029-10-31",
};

/** One line about the release, for the person who starts it. */
export function aboutRelease(version: string, today: string = new Date().toISOString().slice(0, 10)): string {
  const end = endOfLife[seriesOf(version)];
  const old = end !== undefined && end < today;
  const told = `MongoDB        ${version}, embedded`;
  return old ? `${told}; past its end of life (${end}): see "The embedded MongoDB" in README.md` : told;
}

const recordIn = (dataDir: string): string => join(dataDir, "mongod.version");

const seriesOf = (version: string): string => version.split(".").slice(0, 2).join(".");

/** The release series (`major.minor`) of the mongod that wrote the folder; undefined for a new one. */
export async function recordedSeries(dataDir: string): Promise<string | undefined> {
  const recorded = await readFile(recordIn(dataDir), "utf8").catch(() => "");
  return seriesOf(recorded.trim()) || undefined;
}

/**
 * Refuses to open a folder with another release series of mongod than the one that wrote it: an older one
 * cannot read it, and a newer one may convert it for good.
 */
export function refuseOtherSeries(dataDir: string, recorded: string | undefined, version: string): void {
  if (recorded === undefined || recorded === seriesOf(version)) return;
  throw provisionError(
    `The data in ${dataDir} belongs to mongod ${recorded} and this is mongod ${version}: ` +
      `set MONGO_URL, set MONGOMS_SYSTEM_BINARY to a mongod ${recorded}, or set DATA_DIR to another folder.`,
  );
}

/** Records which mongod opened the folder. Call it only while holding the folder. */
export async function recordVersion(dataDir: string, version: string): Promise<void> {
  const record = recordIn(dataDir);
  await writeFile(`${record}.new`, `${version}\n`);
  await rename(`${record}.new`, record);
}
