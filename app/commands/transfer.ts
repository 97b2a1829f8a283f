/** One organization as a file, and back. */
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { organizationIds } from "../../services/accounts/public.ts";
import { exportTenant, importTenant, type TransferOptions } from "../../shared/service/transfer.ts";
import { serviceNames } from "../process.ts";
import { type Here, say, sentence, withDatabases, withServices } from "./with-services.ts";

const text = { type: "string" } as const;

const optionsOf = ({ mongo_url, secret_key, settings }: Here): TransferOptions => ({
  url: mongo_url,
  namespace: settings.NAMESPACE,
  services: serviceNames,
  secret_key,
});

export async function exportOne(args: string[]): Promise<void> {
  const { organization, file } = parseArgs({ args, options: { organization: text, file: text } }).values;
  if (!organization || !file) throw sentence("export needs --organization and --file.");
  const { ids } = await withServices(["accounts"], (running) =>
    running.call(organizationIds, { organization }),
  );
  if (ids.length === 0) throw sentence(`There is no organization '${organization}'.`);
  const { rows } = await withDatabases(async (place) => {
    const out = createWriteStream(file, { mode: 0o600 });
    const write = (line: string) =>
      new Promise<void>((resolve, reject) =>
        out.write(`${line}\n`, (error) => (error ? reject(error) : resolve())),
      );
    const done = await exportTenant(optionsOf(place), ids, write);
    out.end();
    await finished(out);
    return done;
  });
  say({ organization, rows, file });
}

/** Opened when the first line is wanted: a reader that nobody listens to loses its lines. */
async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

export async function importOne(args: string[]): Promise<void> {
  const { file } = parseArgs({ args, options: { file: text } }).values;
  if (!file) throw sentence("import needs --file.");
  // The services make their collections and indexes, should they not be there yet.
  await withServices([...serviceNames], async () => undefined);
  const { rows } = await withDatabases((place) => importTenant(optionsOf(place), linesOf(file)));
  say({ file, rows });
}
