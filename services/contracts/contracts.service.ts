import { serviceSchema } from "../../shared/service/define-service.ts";
import { serviceOf } from "../../shared/service/room.ts";
import { contractsRoom } from "./contracts/room.ts";
import { paymentsRoom } from "./payments/room.ts";
import { refundsRoom } from "./refunds/room.ts";
import { settlementsRoom } from "./settlements/room.ts";
import { transactionsRoom } from "./transactions/room.ts";

/** Marketplace bills, with their payments, settlements and refunds. */
export const contracts = serviceOf("contracts", [
  contractsRoom,
  transactionsRoom,
  paymentsRoom,
  settlementsRoom,
  refundsRoom,
]);

export default serviceSchema(contracts);
