/**
 * Access to the embedded mongod: only for users who can read one file in its folder. It is mongod's key file,
 * so its reader may configure the replica set, and it holds the password of Backroom's own user.
 */
import { randomBytes } from "node:crypto";
import { chmod, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { makePrivate } from "./private-file.ts";

export type Access = { keyFile: string; password: string };

export const userName = "backroom";

/** Whether mongod accepts the text as a key. */
const isKey = (text: string): boolean => /^[A-Za-z0-9+/=]{6,1024}$/.test(text);

const keyIn = async (file: string): Promise<string | undefined> => {
  const text = (await readFile(file, "utf8").catch(() => "")).trim();
  return isKey(text) ? text : undefined;
};

/**
 * The key of this folder. A lost or damaged key is replaced: mongod receives it at each start and stores
 * none.
 */
export async function accessTo(dataDir: string): Promise<Access> {
  const keyFile = join(dataDir, "mongod.key");
  if ((await keyIn(keyFile)) === undefined) {
    await rm(keyFile, { force: true });
    await makePrivate(keyFile, randomBytes(32).toString("hex"));
  }
  // mongod refuses a key file that other users can read.
  await chmod(keyFile, 0o600);
  const password = await keyIn(keyFile);
  if (password === undefined) throw new Error(`${keyFile} does not hold the key that was written`);
  return { keyFile, password };
}
