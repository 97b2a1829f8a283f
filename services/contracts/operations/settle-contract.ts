/** Settling a contract (CON-9); may be asked again at any time. */
import { flow } from "../../../shared/service/operation.ts";
import { settleContract } from "../public.ts";
import { settling } from "../sagas/settle.ts";

export const settle = flow(settleContract, async ({ meta, headers, runSaga }, input) => {
  const { id, record_offline, method } = input;
  const { settled } = await runSaga(settling, {
    meta,
    headers,
    data: { contract_id: id, if_match: headers.if_match ?? null, record_offline, method },
    answer: (after) => after.settled,
  });
  return settled!;
});
