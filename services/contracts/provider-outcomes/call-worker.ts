/** Makes due calls to providers that no process is making: after a crash, or when the provider did not answer. */
import { nowInstant } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { systemMeta } from "../../../shared/meta.ts";
import { leadingWorker } from "../../../shared/service/leading-worker.ts";
import { performProviderCall } from "../provider-calls/declarations.ts";
import { providerCall } from "../provider-calls/provider-call.ts";

const MOST_AT_ONCE = 16;

export const callWorker = leadingWorker("provider_calls", ({ place, open, stopped }) => {
  const flying = new Set<string>();
  return async () => {
    const limit = MOST_AT_ONCE - flying.size;
    if (limit <= 0) return true;
    const waiting = { status: "due", next_at: { $lte: nowInstant() }, _id: { $nin: [...flying] } };
    const due = await place.global.due(providerCall, waiting, limit);
    for (const { id, org_id } of due) {
      if (stopped()) break;
      flying.add(id);
      const call = place.callFor(systemMeta("contracts:provider_calls", org_id, newId()));
      open(
        call(performProviderCall, { id })
          .then(() => undefined)
          .finally(() => flying.delete(id)),
      );
    }
    return due.length > 0;
  };
});
