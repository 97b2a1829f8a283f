/** The address of a data folder's embedded mongod, for commands beside a running Backroom. */
import { readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import mongoose from "mongoose";
import { writePrivate } from "./private-file.ts";

const ANSWER_MS = 2000;

const noteIn = (dataDir: string): string => join(dataDir, "mongod.url");

/** Call it only while holding the folder. */
export const noteUrl = (dataDir: string, url: string): Promise<void> => writePrivate(noteIn(dataDir), url);

export const forgetUrl = (dataDir: string): Promise<void> => rm(noteIn(dataDir), { force: true });

/** The URL of the mongod now running on this folder; undefined if none is: the note may outlive it. */
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
