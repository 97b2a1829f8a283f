/** One organization as a file, and back. */
import { createReadStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { noteAccess, organizationIds } from "../../services/accounts/public.ts";
import { loadServices } from "../../services/index.ts";
import { exportTenant, importTenant, type TransferOptions } from "../../shared/service/transfer.ts";
import { checkedHeader } from "../../shared/service/transfer-file.ts";
import { serviceNames } from "../node.ts";
import type { RunningProcess } from "../process.ts";
import { keyOf, refuseMissingKey } from "../secret-key.ts";
import { readSettings } from "../settings.ts";
import { metaOf } from "./tenant.ts";
import { type Here, say, sentence, startServices, withDatabases, withServices } from "./with-services.ts";

const text = { type: "string" } as const;

const resourcesByService = async () =>
  Object.fromEntries((await loadServices()).map(({ name, resources }) => [name, resources]));

const optionsOf = ({ mongo_url, secret_key, settings }: Here): TransferOptions => ({
  url: mongo_url,
  namespace: settings.NAMESPACE,
  services: serviceNames,
  secret_key,
});

export async function exportOne(args: string[]): Promise<void> {
  const { organization, file } = parseArgs({ args, options: { organization: text, file: text } }).values;
  if (!organization || !file) throw sentence("export needs --organization and --file.");
  await withDatabases(async (here) => {
    const running = await startServices(here, ["accounts"]);
    try {
      const { ids } = await running.call(organizationIds, { organization });
      if (ids.length === 0) throw sentence(`There is no organization '${organization}'.`);
      const { rows } = await written(file, async (write) => {
        const done = await exportTenant(optionsOf(here), ids, write);
        for (const id of ids) await recordExport(running, id, done.rows);
        return done;
      });
      say({ organization, rows, file });
    } finally {
      await running.stop();
    }
  });
}

/** Before the file gets its name: without a record there is no file (AUD-2). */
async function recordExport(running: RunningProcess, org_id: string, rows: number): Promise<void> {
  const meta = await metaOf(running, org_id);
  const access = { kind: "export", operation: "npm run backroom -- export", rows, format: "json" } as const;
  if (meta) await running.call(noteAccess, access, meta);
}

/** The system's error about a file, as a sentence. */
const aboutFile = (file: string, error: unknown): Error =>
  isSystemError(error)
    ? sentence(`${file} cannot be used (${error.message}): name another --file.`)
    : (error as Error);

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";

/** Writes a file completely or not at all: it gets its name only when complete. */
async function written<T>(
  file: string,
  work: (write: (line: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const part = `${file}.part`;
  try {
    const handle = await open(part, "w", 0o600);
    try {
      const done = await work(async (line) => void (await handle.appendFile(`${line}\n`)));
      await handle.sync();
      await rename(part, file);
      return done;
    } finally {
      await handle.close();
      await rm(part, { force: true });
    }
  } catch (error) {
    throw aboutFile(file, error);
  }
}

/** The lines of a file, the last one also when its line break is missing. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let left = "";
  try {
    for await (const chunk of createReadStream(file, "utf8")) {
      const lines = (left + chunk).split("\n");
      left = lines.pop()!;
      yield* lines;
    }
  } catch (error) {
    throw aboutFile(file, error);
  }
  if (left !== "") yield left;
}

export async function importOne(args: string[]): Promise<void> {
  const { file } = parseArgs({ args, options: { file: text } }).values;
  if (!file) throw sentence("import needs --file.");
  const settings = readSettings(process.env);
  refuseMissingKey(settings);
  const { key = "" } = await keyOf(settings);
  // Checked before anything is opened, so that an incomplete file or one of another key leaves no trace.
  const header = await checkedHeader(linesOf(file), { services: serviceNames, secret_key: key });
  // The services create the collections that every command writes to.
  await withServices([...serviceNames], async () => undefined);
  const resources = await resourcesByService();
  const { rows } = await withDatabases((here) =>
    importTenant({ ...optionsOf(here), resources }, header, linesOf(file)),
  );
  say({ file, rows });
}
