import { flow } from "../../../shared/service/operation.ts";
import { performAll } from "../provider-calls/perform-all.ts";
import { requireCharged } from "../provider-calls/require-charged.ts";
import * as declared from "./declarations.ts";
import { disputing } from "./dispute.saga.ts";

export const noteDispute = flow(declared.noteDispute, async (context, { charge_id, told }) => {
  const { call, meta, runSaga } = context;
  await requireCharged(context, charge_id);
  const done = await runSaga(disputing, { meta, data: { charge_id, told }, answer: () => null });
  await performAll(call, done.asked ?? []);
  return done.dispute!;
});
