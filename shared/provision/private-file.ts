import { link, open, rename, rm } from "node:fs/promises";

async function writeAside(aside: string, text: string): Promise<void> {
  const handle = await open(aside, "w", 0o600);
  try {
    await handle.writeFile(`${text}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file that only its owner can read, atomically: even a power cut leaves all of it or nothing. */
export async function writePrivate(file: string, text: string): Promise<void> {
  const aside = `${file}.tmp`;
  await writeAside(aside, text);
  await rename(aside, file);
}

/** The same, unless the file exists: of several writers the first wins, and nobody sees a partial file. */
export async function makePrivate(file: string, text: string): Promise<void> {
  const aside = `${file}.${process.pid}.tmp`;
  await writeAside(aside, text);
  try {
    await link(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(aside, { force: true });
  }
}
