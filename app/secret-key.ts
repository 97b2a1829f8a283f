/** In embedded mode the key of encrypted fields lies beside the data, readable by the owner only. */
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export async function secretKey(dataDir: string): Promise<string> {
  const file = join(dataDir, "secret-key");
  const known = await readFile(file, "utf8").catch(() => null);
  if (known) return known.trim();
  const made = randomBytes(32).toString("base64");
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: "wx" });
  return made;
}
