import { flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { returningThere } from "./simulated-return.saga.ts";

export const returnAtProvider = flow(
  declared.returnAtProvider,
  async ({ meta, headers, runSaga }, { id: refund_id, reason }) => {
    const { contract } = await runSaga(returningThere, {
      ...{ meta, headers, data: { refund_id, reason: reason ?? "account_closed" } },
      answer: (after) => after.contract,
    });
    return contract!;
  },
);
