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

/** A file that only its owner can read: whole or not at all, whenever the machine stops. */
export async function writePrivate(file: string, text: string): Promise<void> {
  const aside = `${file}.tmp`;
  await writeAside(aside, text);
  await rename(aside, file);
}

/** The same, unless the file is there already: of several at once the first one wins, and nobody sees half of his. */
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
