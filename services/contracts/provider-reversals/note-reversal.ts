import { nowInstant } from "../../../shared/clock.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import { viewAt } from "../contracts/contract-view.ts";
import { askProviderCall } from "../provider-calls/declarations.ts";
import { requireMoved } from "../provider-calls/require-moved.ts";
import type { ToldReversal } from "../providers/provider.ts";
import { transaction } from "../transactions/transaction.ts";
import * as declared from "./declarations.ts";
import { notingReversal } from "./reversal.saga.ts";

export const noteReversal = flow(declared.noteReversal, async (context, { transfer_id, told }) => {
  const { meta, reader, runSaga } = context;
  await requireMoved(context, transfer_id);
  const { contract_id } = await reader.load(transaction, transfer_id);
  if (await isOwn(context, told)) return viewAt(await reader.load(contract, contract_id), nowInstant());
  const done = await runSaga(notingReversal, { meta, data: { transfer_id, told }, answer: () => null });
  return done.contract!;
});

/** One that Backroom asked for is recorded as the outcome of its call. */
async function isOwn({ reader, call }: FlowContext, { call_id }: ToldReversal): Promise<boolean> {
  const own = call_id ? await reader.get(transaction, call_id) : null;
  if (own?.status === "pending") await call(askProviderCall, { id: own.id });
  return own !== null && own.status !== "failed";
}
