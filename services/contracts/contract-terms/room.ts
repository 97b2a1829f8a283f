import { room } from "../../../shared/service/room.ts";
import { addContractBuyer, pinContractBuyer, removeContractBuyer } from "./change-buyers.ts";
import { changeContract } from "./change-contract.ts";
import { addContractFee, changeContractFee, removeContractFee } from "./change-fees.ts";
import { addContractItem, removeContractItem } from "./change-items.ts";
import { addContractSeller, pinContractSeller, removeContractSeller } from "./change-sellers.ts";
import { createContract } from "./create-contract.ts";
import { rebalanceContract } from "./rebalance-contract.ts";

export const contractTermsRoom = room({
  handlers: [
    ...[createContract, changeContract, rebalanceContract, addContractItem, removeContractItem],
    ...[addContractBuyer, pinContractBuyer, removeContractBuyer],
    ...[addContractSeller, pinContractSeller, removeContractSeller],
    ...[addContractFee, changeContractFee, removeContractFee],
  ],
});
