import { instantOf, nowInstant, nowMs } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { systemId } from "../../../shared/service/system-rows.ts";
import * as declared from "./declarations.ts";
import { verification } from "./verification.ts";

/** A run that has not ended by then was killed. */
const LONGEST_MS = 2 * 3_600_000;
const MOST_TRIES = 3;

export const beginVerification = beforeTenant(
  declared.beginVerification,
  async (global, { begun_by, night }) => {
    const now = nowInstant();
    const abandoned = { status: "running", started_at: { $lt: instantOf(nowMs() - LONGEST_MS) } };
    const failed = { status: "failed", finished_at: now, error: "It came to no end." };
    await global.changeAll(verification, abandoned, failed);
    if (await global.last(verification, { status: "running" }, "started_at")) return { id: null };
    const row = { status: "running", begun_by, started_at: now, checks: [], system: true };
    for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
      // Copies that begin at the same moment compute the same id, so only one of them inserts the row.
      const id = night ? systemId("verification", `${night} ${attempt}`) : newId();
      if (await global.establish(verification, id, row)) return { id };
      const known = await global.lookup(verification, { _id: id });
      if (known?.entity.status !== "failed") return { id: null };
    }
    return { id: null };
  },
);
