/**
 * One run of the verifier as `platform` records it (AUD-5): its start, the breaches of each tenant, and
 * its counts or its error at the end.
 */
import { organization } from "../services/accounts/public.ts";
import {
  beginVerification,
  endVerification,
  TOLD_AT_ONCE,
  tellAnomalies,
} from "../services/platform/public.ts";
import { newId } from "../shared/ids.ts";
import { type Meta, systemActor } from "../shared/meta.ts";
import type { ActionRef, InputOf, OutputOf } from "../shared/service/reference.ts";
import type { Log } from "../shared/service/runtime.ts";
import type { Report } from "./verify/report.ts";

/** Calls of a process with `platform` and `accounts`. */
export type Records = {
  call<R extends ActionRef<never, unknown>>(ref: R, input: InputOf<R>, meta?: Meta): Promise<OutputOf<R>>;
  log: Log;
};

const MOST_ERROR = 1000;

/** Records the start of a run and returns its id, or null while another one runs. */
export async function beginRun(
  { call }: Records,
  run: InputOf<typeof beginVerification>,
): Promise<string | null> {
  return (await call(beginVerification, run)).id ?? null;
}

/** Runs `look` and records its result, or its error before rethrowing it. */
export async function recordRun(
  records: Records,
  id: string,
  look: () => Promise<Report>,
): Promise<{ breaches: number }> {
  const { call } = records;
  try {
    const report = await look();
    const breaches = report.checks.reduce((sum, each) => sum + each.breaches, 0);
    await tellTenants(records, id, report);
    await call(endVerification, { id, breaches, checks: report.checks });
    return { breaches };
  } catch (err) {
    const error = (err as Error).message.slice(0, MOST_ERROR) || "It failed.";
    await call(endVerification, { id, checks: [], error });
    throw err;
  }
}

const systemMeta = (org: Pick<Meta["org"], "id"> & Partial<Meta["org"]>): Meta => ({
  org: { slug: "", mode: "live", currency: "USD", timezone: "UTC", ...org },
  actor: systemActor("platform:verifier"),
  scopes: ["*"],
  request_id: newId(),
});

/** Each tenant is informed of its own breaches; the run counts those without a tenant. */
async function tellTenants({ call, log }: Records, run_id: string, { breaches }: Report): Promise<void> {
  const byTenant = Map.groupBy(breaches, ({ org_id }) => org_id);
  for (const [org_id, own] of byTenant) {
    if (org_id === null) continue;
    try {
      const { slug, mode, currency, timezone } = await call(
        organization.actions.get,
        { id: org_id },
        systemMeta({ id: org_id }),
      );
      const meta = systemMeta({ id: org_id, slug, mode, currency, timezone });
      const told = own.map(({ check, subject, what }) => ({
        check,
        subject: subject.slice(0, 1000),
        what: what.slice(0, 1000),
      }));
      for (let from = 0; from < told.length; from += TOLD_AT_ONCE)
        await call(
          tellAnomalies,
          { verification_id: run_id, breaches: told.slice(from, from + TOLD_AT_ONCE) },
          meta,
        );
    } catch (err) {
      log.error({ err, org_id, breaches: own.length }, "breaches could not be told to their tenant");
    }
  }
}
