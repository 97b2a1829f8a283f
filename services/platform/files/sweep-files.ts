/** Removes files that no row named for a day, and uploads that never became a file (FIL-1). */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemMeta } from "../../../shared/meta.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import type { Global } from "../../../shared/service/global.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { dropFile, releaseFile } from "./declarations.ts";
import { file, fileChunk } from "./file.ts";

const EVERY_MS = 60 * 60_000;
const DAY_MS = 86_400_000;
const MOST = 500;

async function sweepFiles(global: Global, callFor: (meta: Meta) => Call): Promise<void> {
  const before = instantOf(nowMs() - DAY_MS);
  await global.purge(fileChunk, { kept: false, created_at: { $lt: before } });
  for (;;) {
    const due = await global.due(file, { names_count: 0, offered_at: { $lt: before } }, MOST);
    for (const { id, org_id } of due) {
      const call = callFor(systemMeta("platform:files", org_id, newId()));
      // Marked first, so that no row names it during the removal. After a crash the next sweep completes the removal.
      if (!(await call(releaseFile, { id, before })).released) continue;
      await global.purge(fileChunk, { file_id: id });
      await call(dropFile, { id });
    }
    // With a picture its copies become due.
    if (due.length === 0) return;
  }
}

export const fileSweep: Schedule = { name: "file-sweep", every_ms: EVERY_MS, run: sweepFiles };
