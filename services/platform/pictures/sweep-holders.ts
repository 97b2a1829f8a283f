import { instantOf, nowMs } from "../../../shared/clock.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { pictureHolder } from "./picture-holder.ts";

const EVERY_MS = 60 * 60_000;
/** No event is this late. */
const KEPT_MS = 30 * 86_400_000;

export const holderSweep: Schedule = {
  name: "picture-holder-sweep",
  every_ms: EVERY_MS,
  run: (global) => global.purge(pictureHolder, { heard_at: { $lt: instantOf(nowMs() - KEPT_MS) } }),
};
