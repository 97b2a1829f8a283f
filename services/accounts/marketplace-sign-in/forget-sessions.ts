/** Removes codes and sessions whose time is over. */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { marketplaceSession } from "./marketplace-session.ts";
import { oneTimeCode } from "./one-time-code.ts";

const EVERY_MS = 60 * 60_000;
/** How long the codes of an hour are counted. */
const COUNTED_MS = 2 * 60 * 60_000;

export const marketplaceForgetting: Schedule = {
  name: "marketplace-sign-ins",
  every_ms: EVERY_MS,
  async run(global) {
    const now = nowMs();
    await global.purge(oneTimeCode, { expires_at: { $lt: instantOf(now - COUNTED_MS) } });
    await global.purge(marketplaceSession, { expires_at: { $lt: instantOf(now) } });
  },
};
