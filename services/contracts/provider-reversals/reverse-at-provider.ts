import { flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { reversingThere } from "./simulated-reversal.saga.ts";

export const reverseAtProvider = flow(
  declared.reverseAtProvider,
  async ({ meta, headers, runSaga }, { id: transfer_id, amount }) => {
    const { contract } = await runSaga(reversingThere, {
      ...{ meta, headers, data: { transfer_id, amount } },
      answer: (after) => after.contract,
    });
    return contract!;
  },
);
