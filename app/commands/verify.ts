/** Whether every invariant of the stored data holds (AUD-5); the run appears on /ops, like the nightly ones. */
import { parseArgs } from "node:util";
import { beginRun, recordRun } from "../record-verification.ts";
import { type Report, reportOf } from "../verify/report.ts";
import { tableOf } from "../verify/table.ts";
import { type Result, verify as runVerify } from "../verify/verify.ts";
import { type Here, log, say, sentence, startServices, withDatabases } from "./with-services.ts";

const MAX_SETTLE_S = 3600;
const BREACH = 1;
/** Exit code when the data could not be checked. */
export const COULD_NOT_LOOK = 2;

export async function verify(args: string[]): Promise<void> {
  const options = { settle: { type: "string", default: "60" } } as const;
  const seconds = Number(parseArgs({ args, options }).values.settle);
  if (!(seconds >= 0 && seconds <= MAX_SETTLE_S))
    throw sentence(`--settle is a number of seconds from 0 to ${MAX_SETTLE_S}.`);
  const interrupted = interruption();
  const results = await withDatabases(async (here) => {
    const { mongo_url, secret_key, settings } = here;
    let found: Result[] | undefined;
    const look = async (): Promise<Report> => {
      const place = { mongo_url, namespace: settings.NAMESPACE, secret_key };
      found = await Promise.race([runVerify({ ...place, settle_ms: seconds * 1000 }), interrupted]);
      return reportOf(found);
    };
    try {
      await recorded(here, look);
    } catch (error) {
      if (!found) throw error;
      notRecorded((error as Error).message);
    }
    return found!;
  });
  say(tableOf(results));
  if (results.some(({ breaches }) => breaches.size > 0)) process.exitCode = BREACH;
}

/** If the services cannot start, or another run is recorded, the check runs unrecorded. */
async function recorded(here: Here, look: () => Promise<Report>): Promise<unknown> {
  const running = await startServices(here, ["accounts", "platform"]).catch((error: Error) => error);
  if (running instanceof Error) {
    notRecorded(running.message);
    return look();
  }
  try {
    const records = { call: running.call, log };
    const id = await beginRun(records, { begun_by: "hand" });
    if (id) return await recordRun(records, id, look);
    notRecorded("Another run is under way.");
    return await look();
  } finally {
    await running.stop();
  }
}

const notRecorded = (reason: string) => process.stderr.write(`This run is not recorded: ${reason}\n`);

/** Rejects when the run is interrupted, so that it is not recorded as running forever. */
function interruption(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => reject(sentence(`The run was stopped by ${signal}.`)));
  return promise;
}
