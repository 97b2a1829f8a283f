import { nowInstant } from "../../../shared/clock.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { signup } from "./signup.ts";

const EVERY_MS = 60 * 60_000;

/** Removes what was asked and never confirmed, with its name and password. */
export const forgetSignups: Schedule = {
  name: "signups",
  every_ms: EVERY_MS,
  run: (global) => global.purge(signup, { expires_at: { $lt: nowInstant() } }),
};
