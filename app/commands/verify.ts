/** Whether everything that must hold of the stored data holds (AUD-5). */
import { parseArgs } from "node:util";
import { tableOf } from "../verify/table.ts";
import { verify as runVerify } from "../verify/verify.ts";
import { say, sentence, withDatabases } from "./with-services.ts";

const MAX_SETTLE_S = 3600;
const BREACH = 1;
/** Not a word on the data: it could not be looked at. */
export const COULD_NOT_LOOK = 2;

export async function verify(args: string[]): Promise<void> {
  const options = { settle: { type: "string", default: "60" } } as const;
  const seconds = Number(parseArgs({ args, options }).values.settle);
  if (!(seconds >= 0 && seconds <= MAX_SETTLE_S))
    throw sentence(`--settle is a number of seconds from 0 to ${MAX_SETTLE_S}.`);
  const results = await withDatabases(({ mongo_url, secret_key, settings }) =>
    runVerify({ mongo_url, namespace: settings.NAMESPACE, secret_key, settle_ms: seconds * 1000 }),
  );
  say(tableOf(results));
  if (results.some(({ breaches }) => breaches.size > 0)) process.exitCode = BREACH;
}
