import { nowInstant } from "../../../shared/clock.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import { viewAt } from "../contracts/contract-view.ts";
import { askProviderCall } from "../provider-calls/declarations.ts";
import { performAll } from "../provider-calls/perform-all.ts";
import { requireMoved } from "../provider-calls/require-moved.ts";
import type { ToldRefund } from "../providers/provider.ts";
import { returningRefund } from "../returned-refunds/returning-refund.saga.ts";
import { transaction } from "../transactions/transaction.ts";
import * as declared from "./declarations.ts";
import { isRecorded, notingRefund } from "./provider-refund.saga.ts";

export const noteRefund = flow(declared.noteRefund, async (context, { charge_id, told }) => {
  const { call, meta, reader, runSaga } = context;
  await requireMoved(context, charge_id);
  const charge = await reader.load(transaction, charge_id);
  const isOurs = await isOwn(context, told);
  const known = await isRecorded(reader, charge, told);
  const { ref, failure } = told;
  if (failure !== null && known)
    return (await runSaga(returningRefund, { meta, data: { charge_id, ref, failure }, answer: () => null }))
      .contract!;
  if (failure !== null || isOurs || known)
    return viewAt(await reader.load(contract, charge.contract_id), nowInstant());
  const done = await runSaga(notingRefund, { meta, data: { charge_id, told }, answer: () => null });
  const { contract: after } = await performAll(call, done.asked ?? []);
  return after ?? done.contract!;
});

/**
 * A refund that Backroom asked for is recorded as the outcome of its call. A call that is unknown here, or counts as failed, has
 * moved money all the same.
 */
async function isOwn({ reader, call }: FlowContext, { call_id }: ToldRefund): Promise<boolean> {
  const own = call_id ? await reader.get(transaction, call_id) : null;
  if (own?.status === "pending") await call(askProviderCall, { id: own.id });
  return own !== null && own.status !== "failed";
}
