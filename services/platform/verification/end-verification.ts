import { nowInstant } from "../../../shared/clock.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { verification } from "./verification.ts";

export const endVerification = beforeTenant(
  declared.endVerification,
  async (global, { id, breaches, checks, error }) => {
    const status = error ? "failed" : "finished";
    const finished_at = nowInstant();
    await global.changeAll(
      verification,
      { _id: id },
      { status, finished_at, breaches: breaches ?? null, checks, error: error ?? null },
    );
    return { id };
  },
);
