import { flow } from "../../../shared/service/operation.ts";
import { performAll } from "../provider-calls/perform-all.ts";
import { requireMoved } from "../provider-calls/require-moved.ts";
import * as declared from "./declarations.ts";
import { disputing } from "./dispute.saga.ts";

export const noteDispute = flow(declared.noteDispute, async (context, { charge_id, told }) => {
  const { call, meta, runSaga } = context;
  await requireMoved(context, charge_id);
  const done = await runSaga(disputing, { meta, data: { charge_id, told }, answer: () => null });
  await performAll(call, done.asked ?? []);
  return done.dispute!;
});
