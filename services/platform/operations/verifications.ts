/** The verifier's runs as they are kept, and its breaches as they are told (AUD-5). */
import { nowInstant, nowMs } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { beforeTenant } from "../../../shared/service/global.ts";
import { command } from "../../../shared/service/operation.ts";
import { systemId } from "../../../shared/service/system-rows.ts";
import {
  auditAnomaly,
  beginVerification,
  endVerification,
  lastVerification,
  tellAnomalies,
} from "../public/verification.ts";
import { anomaly, verification } from "../resources/verification.ts";

/** A run that has not ended by then never will. */
const LONGEST_MS = 2 * 3_600_000;
const MOST_TRIES = 3;
const DAY_MS = 86_400_000;
const KEPT_MS = 90 * DAY_MS;
const instantOf = (at_ms: number) => new Date(at_ms).toISOString();

export const begin = beforeTenant(beginVerification, async (global, { begun_by, night }) => {
  const now = nowInstant();
  const abandoned = { status: "running", started_at: { $lt: instantOf(nowMs() - LONGEST_MS) } };
  const failed = { status: "failed", finished_at: now, error: "It came to no end." };
  await global.changeAll(verification, abandoned, failed);
  if (await global.last(verification, { status: "running" }, "started_at")) return { id: null };
  const row = { status: "running", begun_by, started_at: now, checks: [], system: true };
  for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
    // Copies that look at the same moment make the same id, and only one of them makes the row.
    const id = night ? systemId("verification", `${night} ${attempt}`) : newId();
    if (await global.establish(verification, id, row)) return { id };
    const known = await global.lookup(verification, { _id: id });
    if (known?.entity.status !== "failed") return { id: null };
  }
  return { id: null };
});

export const end = beforeTenant(endVerification, async (global, { id, breaches, checks, error }) => {
  const status = error ? "failed" : "finished";
  const finished_at = nowInstant();
  await global.changeAll(
    verification,
    { _id: id },
    { status, finished_at, breaches: breaches ?? null, checks, error: error ?? null },
  );
  return { id };
});

export const tell = command(tellAnomalies, async (tx, { verification_id, breaches }) => {
  const rows = breaches.map((breach) => ({ id: newId(), verification_id, ...breach }));
  await tx.note(anomaly, rows);
  for (const { id, ...data } of rows)
    tx.emit(auditAnomaly, { kind: anomaly.name, id, version: 1 }, { anomaly_id: id, ...data });
  return { told: rows.length };
});

export const last = beforeTenant(lastVerification, async (global) => {
  const newest = (status: string) => global.last(verification, { status }, "started_at");
  const [finished, failed, running] = await Promise.all(["finished", "failed", "running"].map(newest));
  const since = failed && failed.started_at > (finished?.started_at ?? "") ? failed : null;
  return { last: finished ?? null, failed: since, running_since: running?.started_at ?? null };
});

/** Runs and breaches can be looked up for 90 days; the command log keeps what was told. */
export const forgetVerifications: Schedule = {
  name: "verifications",
  every_ms: 3_600_000,
  async run(global) {
    const old = { created_at: { $lt: instantOf(nowMs() - KEPT_MS) } };
    for (const each of [verification, anomaly]) await global.purge(each, old);
  },
};
