/** Where the embedded mongod of a data folder listens, for commands beside a running Backroom. */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import mongoose from "mongoose";

const ANSWER_MS = 2000;

const noteIn = (dataDir: string): string => join(dataDir, "mongod.url");

/** Only for the one that holds the folder. */
export async function noteUrl(dataDir: string, url: string): Promise<void> {
  const note = noteIn(dataDir);
  await writeFile(`${note}.new`, `${url}\n`, { mode: 0o600 });
  await rename(`${note}.new`, note);
}

export const forgetUrl = (dataDir: string): Promise<void> => rm(noteIn(dataDir), { force: true });

/** The URL of the mongod that runs on this folder now; undefined when none does, for the note outlives who wrote it. */
export async function runningMongo(dataDir: string): Promise<string | undefined> {
  const url = (await readFile(noteIn(dataDir), "utf8").catch(() => "")).trim();
  if (url === "") return undefined;
  const client = new mongoose.mongo.MongoClient(url, { serverSelectionTimeoutMS: ANSWER_MS });
  try {
    // Another server may have the port by now.
    const { parsed } = await client.db("admin").command({ getCmdLineOpts: 1 });
    return parsed?.storage?.dbPath === join(resolve(dataDir), "mongo") ? url : undefined;
  } catch {
    return undefined;
  } finally {
    await client.close();
  }
}
