import { fail } from "../../../shared/errors.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { askProviderCall } from "../provider-calls/declarations.ts";
import { performAll } from "../provider-calls/perform-all.ts";
import { transaction } from "../transactions/transaction.ts";
import * as declared from "./declarations.ts";
import { disputing } from "./dispute.saga.ts";

export const noteDispute = flow(declared.noteDispute, async (context, { charge_id, told }) => {
  const { call, meta, runSaga } = context;
  await requireCharged(context, charge_id);
  const done = await runSaga(disputing, { meta, data: { charge_id, told }, answer: () => null });
  await performAll(call, done.asked ?? []);
  return done.dispute!;
});

/** The provider may tell of the dispute before its answer to the charge has come. */
async function requireCharged({ reader, call }: FlowContext, id: string): Promise<void> {
  const { status } = await reader.load(transaction, id);
  if (status === "pending") await call(askProviderCall, { id });
  const now = await reader.load(transaction, id);
  if (now.status !== "succeeded")
    throw fail("conflict", "This charge is not known to have succeeded.", { status: now.status });
}
