/** Settles a contract (CON-9). A repetition is safe at any time. */
import { flow } from "../../../shared/service/operation.ts";
import { goodsOf } from "../contract-stock/take-stock.ts";
import { contract } from "../contracts/contract.ts";
import { providerFor } from "../provider-calls/ask-provider.ts";
import { OFFLINE } from "../transactions/new-transaction.ts";
import * as declared from "./declarations.ts";
import { settling } from "./settle.saga.ts";

export const settleContract = flow(
  declared.settleContract,
  async ({ meta, headers, reader, runSaga }, input) => {
    const { id, record_offline, method } = input;
    const provider = await providerFor(reader, await reader.load(contract, id));
    const { settled } = await runSaga(settling, {
      meta,
      headers,
      data: {
        contract_id: id,
        goods: await goodsOf(reader, id),
        if_match: headers.if_match ?? null,
        record_offline,
        collects: record_offline || provider !== OFFLINE,
        method,
      },
      answer: (after) => after.settled,
    });
    return settled!;
  },
);
