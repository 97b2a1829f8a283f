import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { verification } from "./verification.ts";

export const lastVerification = beforeTenant(declared.lastVerification, async (global) => {
  const newest = (status: string) => global.last(verification, { status }, "started_at");
  const [finished, failed, running] = await Promise.all(["finished", "failed", "running"].map(newest));
  const since = failed && failed.started_at > (finished?.started_at ?? "") ? failed : null;
  return { last: finished ?? null, failed: since, running_since: running?.started_at ?? null };
});
