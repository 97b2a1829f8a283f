/** Settles a contract (CON-9). A repetition is safe at any time. */
import { flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { settling } from "./settle.saga.ts";

export const settleContract = flow(declared.settleContract, async ({ meta, headers, runSaga }, input) => {
  const { id, record_offline, method } = input;
  const { settled } = await runSaga(settling, {
    meta,
    headers,
    data: { contract_id: id, if_match: headers.if_match ?? null, record_offline, method },
    answer: (after) => after.settled,
  });
  return settled!;
});
