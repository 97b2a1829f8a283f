import { flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { refundingThere } from "./simulated-refund.saga.ts";

export const refundAtProvider = flow(
  declared.refundAtProvider,
  async ({ meta, headers, runSaga }, { id: charge_id, amount, reason }) => {
    const { contract } = await runSaga(refundingThere, {
      ...{ meta, headers, data: { charge_id, amount, reason: reason ?? null } },
      answer: (after) => after.contract,
    });
    return contract!;
  },
);
