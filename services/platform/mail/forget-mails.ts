/** Removes mails, and the files of mails written to a folder, after 30 days, because they name people. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { instantOf, nowMs } from "../../../shared/clock.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { mail } from "./mail.ts";
import { KEPT_MS } from "./retries.rules.ts";

const EVERY_MS = 60 * 60_000;

async function forgetFiles(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const known = await stat(file).catch(() => null);
    if (known && known.mtimeMs < before) await rm(file, { force: true });
  }
}

export const forgetMails: Schedule = {
  name: "mails",
  every_ms: EVERY_MS,
  async run(global) {
    const before = nowMs() - KEPT_MS;
    await global.purge(mail, { created_at: { $lt: instantOf(before) } });
    const { MAIL_DIR: folder } = global.settings;
    if (folder !== undefined) await forgetFiles(String(folder), before);
  },
};
