/** Brings a CSV file of another system, or what its API tells, into an organization, after a check that creates nothing. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { organizationIds } from "../../services/accounts/public.ts";
import { dataImport, MOST_IMPORT_BYTES, prepareImport, runImport } from "../../services/inventory/public.ts";
import { CHUNK_BYTES, createFile, putChunk } from "../../services/platform/public.ts";
import { isFailure } from "../../shared/errors.ts";
import { newId, sha256Of } from "../../shared/ids.ts";
import type { Meta } from "../../shared/meta.ts";
import type { InputOf, OutputOf } from "../../shared/service/reference.ts";
import { serviceNames } from "../node.ts";
import type { RunningProcess } from "../process.ts";
import { filesFrom, type ImportedFile } from "./consigncloud-api.ts";
import { metaOf } from "./tenant.ts";
import { say, sentence, withServices } from "./with-services.ts";

const text = { type: "string" } as const;
const options = {
  ...{ organization: text, store: text, "split-is": text, "vendor-is": text, decimal: text, pictures: text },
  from: text,
  run: { type: "boolean" },
} as const;

type Report = OutputOf<typeof prepareImport>;

async function stored(running: RunningProcess, meta: Meta, { name, bytes }: ImportedFile): Promise<string> {
  if (bytes.length > MOST_IMPORT_BYTES)
    throw sentence(`${name} has more than ${MOST_IMPORT_BYTES} bytes: split it.`);
  const upload_id = newId();
  for (let n = 0; n === 0 || n * CHUNK_BYTES < bytes.length; n++) {
    const data = bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES).toString("base64");
    await running.call(putChunk, { upload_id, n, data }, meta);
  }
  const named = { upload_id, name, bytes: bytes.length, sha256: sha256Of(bytes) };
  return (await running.call(createFile, named, meta)).id;
}

/** The organization's live data. */
async function tenantOf(running: RunningProcess, organization: string): Promise<Meta> {
  const { ids } = await running.call(organizationIds, { organization });
  const metas = await Promise.all(ids.map((id) => metaOf(running, id)));
  const live = metas.find((meta) => meta?.org.mode === "live");
  if (!live) throw sentence(`There is no organization '${organization}'.`);
  return live;
}

const told = ({ id, status, samples, problems, picture_problems, ...report }: Report): void => {
  const { rows_count, new_count, known_count, refused_count, new_accounts_count, ignored_columns } = report;
  const { created_count, created_accounts_count, pictures_count } = report;
  const done = { known_count, refused_count, created_count, created_accounts_count };
  const found = {
    ...{ rows_count, new_count, known_count, refused_count, new_accounts_count, pictures_count },
    ignored_columns,
  };
  const checked = status === "checked";
  say({ id, status, ...(checked ? found : done) });
  for (const each of checked ? samples : []) say({ sample: each });
  for (const each of problems) say({ refused: each });
  for (const each of checked ? picture_problems : []) say({ picture_left_out: each });
};

const POLL_MS = 1000;
/** Longer than one picture takes. If none is tried in this time, no Backroom runs. */
const PATIENCE_MS = 45_000;

const picturesIn = (report: Report) => ({
  waiting: report.pictures_waiting_count,
  retrying: report.pictures_retrying_count,
  made: report.pictures_made_count,
  failed: report.pictures_failed_count,
  dropped: report.pictures_dropped_count,
});

/** Tells how far the running Backroom is with the pictures, until each was tried once. */
async function followPictures(running: RunningProcess, meta: Meta, first: Report): Promise<void> {
  let report = first;
  let moved = performance.now();
  if (report.pictures_waiting_count > 0) say({ pictures: picturesIn(report) });
  while (report.pictures_waiting_count > 0 && performance.now() - moved < PATIENCE_MS) {
    await pause(POLL_MS);
    const now = await running.call(dataImport.actions.get, { id: report.id }, meta);
    if (now.pictures_waiting_count < report.pictures_waiting_count) {
      moved = performance.now();
      say({ pictures: picturesIn(now) });
    }
    report = now;
  }
  for (const each of report.failed_pictures) say({ picture_failed: each });
  if (report.pictures_waiting_count > 0)
    say({ note: "Nothing fetches the pictures now. They are fetched as soon as Backroom runs." });
}

/** A refusal as a sentence, with what it says of each option. */
function spoken(error: unknown): unknown {
  if (!isFailure(error) || error.code >= 500) return error;
  const more = (error.data?.errors ?? []).map(({ message }) => message);
  return sentence([...new Set([error.message, ...more])].join("\n"));
}

type Source = { kind: string; path: string | undefined; from: string | undefined };

/** The file, or what a live service has, in several files if it has much. */
async function* filesOf({ kind, path, from }: Source, currency: string): AsyncGenerator<ImportedFile> {
  if (path) yield { name: basename(path), bytes: await readFile(path) };
  if (!from) return;
  const key = process.env.IMPORT_API_KEY;
  if (!key) throw sentence("IMPORT_API_KEY must be a key of the service that --from names.");
  yield* filesFrom({ url: from.replace(/\/+$/, ""), key }, kind, currency);
}

async function bringIn(
  running: RunningProcess,
  meta: Meta,
  input: InputOf<typeof prepareImport>,
  run: boolean,
): Promise<void> {
  let report = await running.call(prepareImport, input, meta);
  told(report);
  if (!run) return;
  while (report.status !== "done") report = await running.call(runImport, { id: report.id }, meta);
  told(report);
  await followPictures(running, meta, report);
}

export async function importFile(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [kind, path] = positionals;
  const { organization, store, decimal, pictures, from, run = false } = values;
  if (!kind || !organization || Boolean(path) === Boolean(from))
    throw sentence("import needs KIND, FILE or --from URL, and --organization.");
  await withServices(serviceNames, async (running) => {
    try {
      const meta = await tenantOf(running, organization);
      const answers = {
        store_id: store,
        // The API tells the consignor's share.
        split_is: values["split-is"] ?? (from ? "consignor" : undefined),
        vendor_is: values["vendor-is"],
        ...{ decimal: decimal ?? (from ? "point" : undefined), pictures },
      };
      const said = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
      for await (const file of filesOf({ kind, path, from }, meta.org.currency)) {
        const file_id = await stored(running, meta, file);
        // The operation checks the words.
        await bringIn(running, meta, { kind, file_id, ...said } as InputOf<typeof prepareImport>, run);
      }
    } catch (error) {
      throw spoken(error);
    }
  });
}
