import { room } from "../../../shared/service/room.ts";
import { contractSale } from "./contract-sale.saga.ts";
import { recordContractSale } from "./record-contract-sale.ts";
import { returnContractSale } from "./return-contract-sale.ts";

export const contractSalesRoom = room({
  handlers: [recordContractSale, returnContractSale],
  sagas: [contractSale],
});
