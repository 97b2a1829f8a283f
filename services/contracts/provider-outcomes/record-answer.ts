/** Records what a provider, or somebody for it, has answered, and makes the calls that follow. */
import type { FlowContext } from "../../../shared/service/operation.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import type { performProviderCall } from "../provider-calls/declarations.ts";
import { performAll } from "../provider-calls/perform-all.ts";
import { type Outcome, providerOutcome } from "./outcome.saga.ts";

export async function recordAnswer(
  { call, meta, runSaga }: Pick<FlowContext, "call" | "meta" | "runSaga">,
  data: Outcome,
): Promise<OutputOf<typeof performProviderCall>> {
  const done = await runSaga(providerOutcome, { meta, data, answer: () => null });
  const next = await performAll(call, done.asked ?? []);
  return {
    contract: next.contract ?? done.contract!,
    transactions: [done.transaction!, ...next.transactions],
  };
}
