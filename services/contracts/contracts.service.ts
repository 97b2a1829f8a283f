import { nowInstant } from "../../shared/clock.ts";
import { defineService, viewOf } from "../../shared/service/define-service.ts";
import { change, rebalance } from "./operations/change-contract.ts";
import { viewAt } from "./operations/contract-view.ts";
import { create } from "./operations/create-contract.ts";
import { remove, send, voidIt } from "./operations/move-contract.ts";
import { pay } from "./operations/pay-contract.ts";
import { refund } from "./operations/refund-contract.ts";
import { settle } from "./operations/settle-contract.ts";
import { contract } from "./resources/contract.ts";
import { transaction } from "./resources/transaction.ts";
import { paying } from "./sagas/pay.ts";
import { refunding } from "./sagas/refund.ts";
import { settling } from "./sagas/settle.ts";

export const contracts = defineService({
  name: "contracts",
  resources: [contract, transaction],
  views: [
    viewOf(contract, async (_reader, rows) => {
      const now = nowInstant();
      return rows.map((row) => viewAt(row, now));
    }),
  ],
  handlers: [create, change, remove, send, rebalance, voidIt, pay, settle, refund],
  sagas: [paying, settling, refunding],
});
